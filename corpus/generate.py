#!/usr/bin/env python3
"""Writes the bundled corpus: abstracts-v25.xml and abstracts-v25.key.tsv.

Every record is made up. First come patients whose records are right; then one patient for each entry of MISTAKES: a right
record with that one mistake. The key is written from what the entries declare, not by evaluating anything.

    python3 corpus/generate.py            write both files
    python3 corpus/generate.py --check    exit 1 if the files here are not what this script makes
"""

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).resolve().parent
SEED = 20251231
RIGHT_PATIENTS = 98


class Dice:
    """splitmix64: the same numbers with every version of Python."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        z = self.state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
        return z ^ (z >> 31)

    def between(self, low, high):
        return low + self.next() % (high - low + 1)

    def pick(self, choices):
        return choices[self.next() % len(choices)]

    def chance(self, percent):
        return self.next() % 100 < percent


# ---------------------------------------------------------------------------------------------------------------------
# Kinds of tumors


@dataclass(frozen=True)
class Extent:
    """One extent of disease in the staging systems of its time."""

    name: str
    ss2018: str
    ss2000: str
    cs: tuple = ()      # extension, nodes, mets (2004 to 2015)
    tnm: tuple = ()     # T, N, M, stage group of the sixth and of the seventh edition (2004 to 2017)
    eod: tuple = ()     # primary tumor, regional nodes, mets (from 2018)


def solid(name, stage, cs, tnm, eod):
    return Extent(name, stage, stage, cs, tnm, eod)


@dataclass(frozen=True)
class Kind:
    title: str
    sites: tuple
    histologies: tuple                # (code, behavior, title); in situ ones are used for the extent "in situ"
    extents: tuple
    ages: tuple
    schema: str
    sex: str = ""
    paired: bool = False
    years: tuple = (2004, 2024)
    sizes: tuple = (8, 60)            # millimetres; () if size is not coded
    surgery: tuple = ()               # codes to 2022
    letter_b_from: int = 9999         # surgery codes begin with B from this year on, before that with A
    nodes: bool = True                # are regional nodes counted
    grades: tuple = ("1", "2", "3")   # the grade item to 2017
    grades2018: tuple = ("1", "2", "3")
    chemo: int = 0                    # percent
    radiation: int = 0
    hormone: int = 0
    volume: str = "99"                # phase 1 radiation primary treatment volume
    regional: str = "31"              # regional radiation modality (to 2017)
    factors: tuple = ()               # site-specific items from 2018: (item, values, first year)
    cause: str = "C801"
    ajcc: str = "XX"
    later_schemas: tuple = ()         # (first year, schema)
    later_ajcc: tuple = ()
    sentinel: bool = False


HEME = dict(sizes=(), nodes=False, grades2018=("8",), chemo=70)
NO_TNM = ("88", "88", "88", "88", "88")

KINDS = {
    "breast": Kind(
        "BREAST", ("C501", "C502", "C504", "C505", "C508", "C509"),
        (("8500", "3", "INVASIVE DUCTAL CARCINOMA"), ("8520", "3", "INVASIVE LOBULAR CARCINOMA"),
         ("8500", "2", "DUCTAL CARCINOMA IN SITU")),
        (solid("localized", "1", ("100", "000", "00"), ("1C", "0", "0", "1", "1A"), ("100", "000", "00")),
         solid("nodes", "3", ("100", "250", "00"), ("2", "1", "0", "2B", "2B"), ("100", "200", "00")),
         solid("distant", "7", ("100", "250", "40"), ("2", "1", "1", "4", "4"), ("100", "200", "70")),
         solid("in situ", "0", ("000", "000", "00"), ("IS", "0", "0", "0", "0"), ("000", "000", "00"))),
        (38, 86), "00480", sex="2", paired=True, sizes=(6, 48), surgery=("22", "41", "51"), letter_b_from=2024,
        chemo=40, radiation=50, hormone=60, volume="40", cause="C509", ajcc="48.2", sentinel=True,
        factors=(("estrogenReceptorSummary", ("0", "1", "1"), 2018), ("progesteroneRecepSummary", ("0", "1"), 2018),
                 ("her2OverallSummary", ("0", "0", "1"), 2018), ("ki67", ("12.0", "XXX.9"), 2018))),
    "prostate": Kind(
        "PROSTATE GLAND", ("C619",), (("8140", "3", "ADENOCARCINOMA"),),
        (solid("localized", "1", ("150", "000", "00"), ("1C", "0", "0", "2", "2A"), ("150", "000", "00")),
         solid("direct", "2", ("410", "000", "00"), ("3A", "0", "0", "3", "3"), ("350", "000", "00")),
         solid("distant", "7", ("150", "000", "30"), ("2", "0", "1B", "4", "4"), ("150", "000", "30"))),
        (52, 84), "00580", sex="1", sizes=(10, 30), surgery=("50",), grades2018=("1", "2", "3", "4"), radiation=40,
        hormone=35, volume="64", cause="C61", ajcc="58",
        factors=(("psaLabValue", ("4.8", "7.2", "11.5", "XXX.9"), 2018), ("gleasonPatternsClinical", ("33", "34", "43"), 2018),
                 ("numberOfCoresExamined", ("12",), 2018), ("numberOfCoresPositive", ("03", "05"), 2018))),
    "lung": Kind(
        "LUNG", ("C341", "C343", "C349"),
        (("8140", "3", "ADENOCARCINOMA"), ("8070", "3", "SQUAMOUS CELL CARCINOMA"), ("8041", "3", "SMALL CELL CARCINOMA")),
        (solid("localized", "1", ("100", "000", "00"), ("1B", "0", "0", "1A", "1A"), ("100", "000", "00")),
         solid("nodes", "3", ("100", "200", "00"), ("2A", "2", "0", "3A", "3A"), ("100", "400", "00")),
         solid("distant", "7", ("100", "200", "40"), ("2A", "2", "1B", "4", "4"), ("200", "400", "50"))),
        (50, 85), "00360", paired=True, sizes=(9, 70), surgery=("33",), letter_b_from=2024, chemo=50, radiation=40,
        volume="30", cause="C349", ajcc="36",
        factors=(("separateTumorNodules", ("0",), 2018), ("visceralParietalPleuralInvasion", ("0", "9"), 2018),
                 ("egfrMutationalAnalysis", ("0", "7"), 2021))),
    "colon": Kind(
        "COLON", ("C180", "C182", "C184", "C186", "C187"),
        (("8140", "3", "ADENOCARCINOMA"), ("8480", "3", "MUCINOUS ADENOCARCINOMA")),
        (solid("localized", "1", ("200", "000", "00"), ("2", "0", "0", "1", "1"), ("200", "000", "00")),
         solid("direct", "2", ("450", "000", "00"), ("3", "0", "0", "2A", "2A"), ("400", "000", "00")),
         solid("nodes", "3", ("200", "300", "00"), ("2", "1", "0", "3A", "3A"), ("200", "300", "00")),
         solid("distant", "7", ("450", "300", "26"), ("3", "1", "1", "4", "4A"), ("400", "300", "10"))),
        (45, 88), "00200", sizes=(12, 75), surgery=("30", "40"), letter_b_from=2024, chemo=45, volume="53", cause="C189",
        ajcc="20",
        factors=(("ceaPretreatmentLabValue", ("2.1", "5.6", "XXXX.9"), 2018), ("tumorDeposits", ("00",), 2018),
                 ("perineuralInvasion", ("0", "1"), 2018), ("microsatelliteInstability", ("0", "9"), 2018))),
    "rectum": Kind(
        "RECTUM", ("C209",), (("8140", "3", "ADENOCARCINOMA"),),
        (solid("localized", "1", ("200", "000", "00"), ("2", "0", "0", "1", "1"), ("200", "000", "00")),
         solid("nodes", "3", ("200", "300", "00"), ("2", "1", "0", "3A", "3A"), ("200", "300", "00"))),
        (45, 82), "00200", sizes=(12, 55), surgery=("30", "50"), chemo=60, radiation=60, volume="54", cause="C189", ajcc="20",
        factors=(("ceaPretreatmentLabValue", ("1.9", "7.4"), 2018), ("circumferentialResectionMargin", ("XX.9",), 2018))),
    "melanoma": Kind(
        "SKIN", ("C443", "C445", "C446", "C447"),
        (("8743", "3", "SUPERFICIAL SPREADING MELANOMA"), ("8721", "3", "NODULAR MELANOMA"), ("8720", "2", "MELANOMA IN SITU")),
        (solid("localized", "1", ("310", "000", "00"), ("1A", "0", "0", "1A", "1A"), ("100", "000", "00")),
         solid("nodes", "3", ("310", "120", "00"), ("2A", "1A", "0", "3A", "3A"), ("300", "200", "00")),
         solid("in situ", "0", ("000", "000", "00"), ("IS", "0", "0", "0", "0"), ("000", "000", "00"))),
        (32, 84), "00470", paired=True, sizes=(4, 22), surgery=("30", "45"), letter_b_from=2023, grades=("9",),
        grades2018=("A", "9"), cause="C439", ajcc="47", sentinel=True,
        factors=(("breslowTumorThickness", ("0.6", "1.2", "2.4"), 2018), ("ulceration", ("0", "1"), 2018),
                 ("mitoticRateMelanoma", ("00", "02"), 2018), ("ldhPretreatmentLevel", ("0", "9"), 2018))),
    "bladder": Kind(
        "BLADDER", ("C672", "C674", "C679"),
        (("8120", "3", "UROTHELIAL CARCINOMA"), ("8130", "2", "NONINVASIVE PAPILLARY UROTHELIAL CARCINOMA")),
        (solid("localized", "1", ("150", "000", "00"), ("1", "0", "0", "1", "1"), ("130", "000", "00")),
         solid("in situ", "0", ("010", "000", "00"), ("A", "0", "0", "0A", "0A"), ("000", "000", "00"))),
        (55, 88), "00620", sizes=(8, 45), surgery=("27",), grades2018=("L", "H"), volume="60", cause="C679", ajcc="62.1"),
    "kidney": Kind(
        "KIDNEY", ("C649",), (("8310", "3", "CLEAR CELL RENAL CELL CARCINOMA"),),
        (solid("localized", "1", ("100", "000", "00"), ("1A", "0", "0", "1", "1"), ("100", "000", "00")),
         solid("distant", "7", ("100", "000", "40"), ("2", "0", "1", "4", "4"), ("200", "000", "70"))),
        (42, 80), "00600", paired=True, sizes=(15, 90), surgery=("30", "40"), cause="C64", ajcc="60",
        factors=(("sarcomatoidFeatures", ("000",), 2018), ("majorVeinInvolvement", ("0",), 2018))),
    "thyroid": Kind(
        "THYROID GLAND", ("C739",), (("8260", "3", "PAPILLARY CARCINOMA"),),
        (solid("localized", "1", ("200", "000", "00"), ("1B", "0", "0", "1", "1"), ("100", "000", "00")),
         solid("nodes", "3", ("200", "130", "00"), ("1B", "1A", "0", "1", "1"), ("100", "300", "00"))),
        (24, 70), "00730", sizes=(5, 38), surgery=("50",), letter_b_from=2024, grades=("1", "9"), grades2018=("A", "9"),
        volume="26", cause="C801", ajcc="73.1", factors=(("schemaDiscriminator1", ("1",), 2018),)),
    "cervix": Kind(
        "CERVIX UTERI", ("C530", "C531", "C539"), (("8070", "3", "SQUAMOUS CELL CARCINOMA"),),
        (solid("localized", "1", ("200", "000", "00"), ("1B1", "0", "0", "1B1", "1B1"), ("200", "000", "00")),
         solid("direct", "2", ("400", "000", "00"), ("2B", "0", "0", "2B", "2B"), ("450", "000", "00"))),
        (29, 70), "00520", sex="2", sizes=(10, 50), surgery=("50",), chemo=40, radiation=60, volume="71", cause="C539",
        ajcc="52", later_schemas=((2021, "09520"),), later_ajcc=((2021, "9001"),),
        factors=(("figoStage", ("1B1", "2B"), 2018), ("lnStatusPelvic", ("0",), 2018))),
    "corpus": Kind(
        "ENDOMETRIUM", ("C541",), (("8380", "3", "ENDOMETRIOID ADENOCARCINOMA"),),
        (solid("localized", "1", ("120", "000", "00"), ("1B", "0", "0", "1B", "1A"), ("100", "000", "00")),),
        (46, 82), "00530", sex="2", sizes=(12, 60), surgery=("50",), radiation=20, volume="71", cause="C801", ajcc="53",
        factors=(("figoStage", ("1A", "1B"), 2018), ("peritonealCytology", ("0", "9"), 2018))),
    "testis": Kind(
        "TESTIS", ("C621", "C629"), (("9061", "3", "SEMINOMA"),),
        (solid("localized", "1", ("100", "000", "00"), ("1", "0", "0", "1", "1"), ("100", "000", "00")),),
        (21, 46), "00590", sex="1", paired=True, sizes=(12, 55), surgery=("40",), grades=("9",), grades2018=("9",), chemo=30,
        cause="C801", ajcc="59", factors=(("sCategoryClinical", ("0", "9"), 2018),)),
    "pancreas": Kind(
        "PANCREAS", ("C250",), (("8140", "3", "ADENOCARCINOMA"),),
        (solid("localized", "1", ("100", "000", "00"), ("1", "0", "0", "1A", "1A"), ("100", "000", "00")),
         solid("distant", "7", ("400", "100", "40"), ("3", "1", "1", "4", "4"), ("500", "300", "70"))),
        (54, 84), "00280", sizes=(15, 60), surgery=("37",), letter_b_from=2024, chemo=60, cause="C259", ajcc="28",
        factors=(("ca199PretxLabValue", ("48.0", "XXXX.9"), 2021),)),
    "lymphoma": Kind(
        "LYMPH NODES", ("C770", "C771", "C772", "C774", "C778"),
        (("9680", "3", "DIFFUSE LARGE B-CELL LYMPHOMA"), ("9690", "3", "FOLLICULAR LYMPHOMA")),
        (Extent("localized", "1", "1", ("100", "888", "88"), ("88", "88", "88", "1", "1"), ("100", "888", "88")),
         Extent("regional", "2", "5", ("200", "888", "88"), ("88", "88", "88", "2", "2"), ("300", "888", "88")),
         Extent("distant", "7", "7", ("300", "888", "88"), ("88", "88", "88", "3", "3"), ("600", "888", "88"))),
        (35, 86), "00790", grades=("6",), cause="C833", ajcc="79.1", volume="09",
        factors=(("bSymptoms", ("0", "1"), 2018), ("hivStatus", ("0", "9"), 2018),
                 ("nccnInternationalPrognosticIndex", ("02", "X9"), 2018)), **HEME),
    "hodgkin": Kind(
        "LYMPH NODES", ("C770", "C771"), (("9663", "3", "HODGKIN LYMPHOMA, NODULAR SCLEROSIS"),),
        (Extent("localized", "1", "1", ("100", "888", "88"), ("88", "88", "88", "1", "1"), ("100", "888", "88")),
         Extent("regional", "2", "5", ("200", "888", "88"), ("88", "88", "88", "2", "2"), ("300", "888", "88"))),
        (18, 60), "00790", grades=("9",), cause="C833", ajcc="79.7", volume="03",
        factors=(("bSymptoms", ("0", "1"), 2018),), **HEME),
    "leukemia": Kind(
        "BONE MARROW", ("C421",), (("9861", "3", "ACUTE MYELOID LEUKEMIA"),),
        (Extent("distant", "7", "7", ("800", "888", "88"), NO_TNM, ("700", "888", "88")),),
        (34, 84), "00830", grades=("9",), cause="C920", ajcc="83.1", factors=(("jak2", ("8",), 2018),), **HEME),
    "lymphocytic": Kind(
        "BONE MARROW", ("C421",), (("9823", "3", "CHRONIC LYMPHOCYTIC LEUKEMIA"),),
        (Extent("distant", "7", "7", ("800", "888", "88"), NO_TNM, ("800", "888", "88")),),
        (48, 86), "00795", grades=("6",), cause="C911", ajcc="79.5", years=(2010, 2024),
        factors=(("lymphocytosis", ("1", "9"), 2018), ("anemia", ("0", "9"), 2018)), **HEME),
    "myeloma": Kind(
        "BONE MARROW", ("C421",), (("9732", "3", "PLASMA CELL MYELOMA"),),
        (Extent("distant", "7", "7", ("810", "888", "88"), NO_TNM, ("700", "888", "88")),),
        (46, 84), "00821", grades=("6",), cause="C900", ajcc="82.1",
        factors=(("serumAlbuminPretreatmentLevel", ("0", "1", "9"), 2018), ("highRiskCytogenetics", ("0", "9"), 2018)), **HEME),
    "plasmacytoma": Kind(
        "VERTEBRAL COLUMN", ("C412",), (("9731", "3", "SOLITARY PLASMACYTOMA OF BONE"),),
        (Extent("localized", "1", "1", ("100", "888", "88"), NO_TNM, ("100", "000", "88")),),
        (44, 78), "00822", grades=("6",), cause="C900", ajcc="82.2", radiation=90, volume="81",
        **{**HEME, "chemo": 0}),
    "childhood leukemia": Kind(
        "BONE MARROW", ("C421",), (("9811", "3", "B LYMPHOBLASTIC LEUKEMIA, NOS"),),
        (Extent("distant", "7", "7", ("800", "888", "88"), NO_TNM, ("700", "888", "88")),),
        (2, 9), "00830", grades=("6",), cause="C920", ajcc="83.2", years=(2010, 2024), **{**HEME, "chemo": 100}),
    "brain": Kind(
        "BRAIN", ("C711", "C712", "C713"), (("9440", "3", "GLIOBLASTOMA"),),
        (solid("localized", "1", ("100", "888", "00"), NO_TNM, ("100", "888", "00")),),
        (36, 80), "00721", paired=True, sizes=(18, 60), surgery=("21", "55"), nodes=False, grades=("4",), grades2018=("4",),
        chemo=70, radiation=70, volume="13", cause="C719", ajcc="72", later_schemas=((2023, "09721"),),
        later_ajcc=((2023, "9004"),),
        factors=(("methylationOfO6MGMT", ("0", "1", "9"), 2018), ("chromosome19qLossHeterozygosity", ("0", "9"), 2018))),
    "meningioma": Kind(
        "CEREBRAL MENINGES", ("C700",), (("9530", "0", "MENINGIOMA"),),
        (solid("benign", "8", ("050", "888", "00"), NO_TNM, ("050", "888", "00")),),
        (40, 82), "00721", paired=True, sizes=(8, 40), surgery=("21",), nodes=False, grades=("9",), grades2018=("1", "9"),
        volume="13", cause="I251", ajcc="72", later_schemas=((2023, "09721"),), later_ajcc=((2023, "9004"),)),
    "unknown": Kind(
        "UNKNOWN PRIMARY SITE", ("C809",), (("8140", "3", "ADENOCARCINOMA"), ("8010", "3", "CARCINOMA")),
        (Extent("unknown", "9", "9", ("888", "888", "88"), NO_TNM, ("888", "888", "88")),),
        (52, 88), "99999", sizes=(), nodes=False, grades=("9",), grades2018=("9",), chemo=40, cause="C80", ajcc="XX"),
    "ill-defined lung": Kind(
        "LUNG", ("C349",), (("8000", "3", "MALIGNANT NEOPLASM"),),
        (solid("unknown", "9", ("999", "999", "99"), ("X", "X", "0", "99", "99"), ("999", "999", "99")),),
        (62, 88), "00360", paired=True, sizes=(), nodes=False, grades=("9",), grades2018=("9",), cause="C349", ajcc="XX"),
}

# The mix of right records; more frequent kinds stand more than once.
MIX = ("breast", "breast", "breast", "prostate", "prostate", "lung", "lung", "colon", "colon", "rectum", "melanoma", "melanoma",
       "bladder", "kidney", "thyroid", "cervix", "corpus", "testis", "pancreas", "lymphoma", "lymphoma", "hodgkin", "leukemia",
       "lymphocytic", "myeloma", "plasmacytoma", "childhood leukemia", "brain", "meningioma", "unknown")

# Right patients with several tumors: the kinds in the order of diagnosis.
SEVERAL = (("breast", "breast"), ("breast", "colon"), ("breast", "corpus"), ("breast", "meningioma"), ("breast", "thyroid"),
           ("prostate", "bladder"), ("prostate", "lung"), ("prostate", "melanoma"), ("prostate", "colon"),
           ("melanoma", "melanoma"), ("melanoma", "breast"), ("colon", "rectum"), ("colon", "lung"), ("thyroid", "breast"),
           ("lymphoma", "lung"), ("bladder", "lung"), ("kidney", "prostate"), ("breast", "lymphocytic"),
           ("prostate", "kidney", "lung"), ("breast", "melanoma", "lung"), ("meningioma", "colon"))

SURNAMES = ("Testcase", "Sample", "Example", "Specimen", "Placeholder", "Mockup", "Fictive", "Madeup", "Dummy", "Pretend",
            "Invented", "Notreal", "Trial", "Imaginary", "Standin", "Template")
FORENAMES = {"1": ("Alpha", "Bravo", "Delta", "Kilo", "Oscar", "Romeo", "Tango", "Victor"),
             "2": ("Echo", "India", "Juliett", "Lima", "Mike", "Papa", "Quebec", "Sierra")}

# State, country, county, town, postal codes. The registry is in Maryland; other places are 998 to it.
HOME = (("MD", "USA", "005", "Testville", ("21204", "21286")), ("MD", "USA", "003", "Sampleton", ("21401", "21403")),
        ("MD", "USA", "031", "Exampleburg", ("20850", "20852")), ("MD", "USA", "510", "Specimen City", ("21201", "21218")),
        ("MD", "USA", "021", "Mockup Springs", ("21701", "21703")))
AWAY = (("PA", "USA", "998", "Placeholder Falls", ("17401",)), ("DE", "USA", "003", "Fictive Harbor", ("19801",)),
        ("VA", "USA", "998", "Madeup Heights", ("22203",)), ("ON", "CAN", "998", "Trialwood", ("K1A0B1",)),
        ("XX", "MEX", "998", "Pueblo Ficticio", ("88888",)))
FACILITIES = ("0006999001", "0006999002", "0010999003")
REGISTRY = (("recordType", "A"), ("registryType", "1"), ("registryId", "0000009999"), ("naaccrRecordVersion", "250"))


def day(d):
    return d.strftime("%Y%m%d")


def years_between(a, b):
    return b.year - a.year - ((b.month, b.day) < (a.month, a.day))


# ---------------------------------------------------------------------------------------------------------------------
# Right records


@dataclass(frozen=True)
class Spec:
    """What is asked of one tumor; None leaves it to the dice."""

    kind: str
    year: int = 0
    extent: str = None
    site: str = None
    histology: str = None
    side: str = None
    surgery: bool = None
    chemo: bool = None
    radiation: bool = None
    source: str = "1"         # type of reporting source: 6 autopsy only, 7 death certificate only
    when: date = None         # the exact day of diagnosis


@dataclass(frozen=True)
class Case:
    """What is asked of one patient."""

    tumors: tuple
    dead: bool = None
    born: date = None
    home: tuple = None
    last: date = None


def tumor(kind, year, extent=None, **more):
    return Spec(kind, year, extent, **more)


def case(*tumors, **more):
    return Case(tumors, **more)


def by_year(value, later, year):
    for first, other in later:
        if year >= first:
            value = other
    return value


def coded_tnm(value, year, prefix):
    """TNM codes carry c or p from 2016 on."""
    if year < 2016 or value in ("88", ""):
        return value
    return ("p" if value in ("A", "IS") else prefix) + value


def make_patient(dice, number, wanted):
    specs = []
    for spec in wanted.tumors:
        first, last = KINDS[spec.kind].years
        year = spec.year or dice.between(first, last)
        on = spec.when or date(year, dice.between(1, 12), dice.between(1, 28))
        specs.append((spec, on))
    first_kind, first_day = KINDS[specs[0][0].kind], specs[0][1]
    sex = next((KINDS[s.kind].sex for s, _ in specs if KINDS[s.kind].sex), "") or dice.pick("12")
    born = wanted.born
    if born is None:
        low = max(first_kind.ages[0], 45 if len(specs) > 1 else 0)
        born = first_day - timedelta(dice.between(low * 366, min(first_kind.ages[1], low + 30) * 365))
    only_known_from_death = specs[-1][0].source in "67"
    dead = wanted.dead if wanted.dead is not None else only_known_from_death or dice.chance(25)
    latest = max(on for _, on in specs)
    last = wanted.last
    if last is None:
        if only_known_from_death:
            last = latest
        elif dead:
            last = min(latest + timedelta(dice.between(260, 1500)), date(2025, 10, 31))
        else:
            last = max(latest + timedelta(260), date(2025, dice.between(1, 9), dice.between(1, 28)))
    several = len(specs) > 1
    patient = {
        "patientIdNumber": f"{number:08d}",
        "nameLast": dice.pick(SURNAMES), "nameFirst": dice.pick(FORENAMES[sex]), "nameMiddle": dice.pick("ABCDEFGH"),
        "sex": sex, "dateOfBirth": day(born),
        # Numbers that are never issued fail NC0104, so these are unknown, or one of the two that were withdrawn for good.
        "socialSecurityNumber": "219099999" if number == 11 else "078051120" if number == 29 else "999999999",
        "race1": dice.pick(("01", "01", "01", "02", "02", "04", "06", "16")),
        "race2": "88", "race3": "88", "race4": "88", "race5": "88",
        "spanishHispanicOrigin": "0", "nhiaDerivedHispOrigin": "0", "ihsLink": "0",
        "birthplaceState": "MD", "birthplaceCountry": "USA",
        "telephone": f"410555{100 + number % 100:04d}",
        "addrCurrentCountry": "USA",
        "vitalStatus": "0" if dead else "1", "dateOfLastContact": day(last),
        "causeOfDeath": "0000", "icdRevisionNumber": "0", "autopsy": "0", "noPatientContactFlag": "0",
    }
    if dice.chance(8):
        patient.update(race1="02", race2="03")
    if dice.chance(10):
        origin = dice.pick("1245")
        patient.update(spanishHispanicOrigin=origin, nhiaDerivedHispOrigin=origin, birthplaceState="XX",
                       birthplaceCountry=dice.pick(("MEX", "SLV", "GTM")) if origin != "2" else "MEX")
        if origin == "2":
            patient.update(birthplaceState="PR", birthplaceCountry="PRI")
    elif dice.chance(15):
        state, country = dice.pick((("NY", "USA"), ("OH", "USA"), ("XX", "PHL"), ("XX", "DEU"), ("ZZ", "ZZU"), ("ON", "CAN")))
        patient.update(birthplaceState=state, birthplaceCountry=country)
    if dead:
        cause = KINDS[specs[-1][0].kind].cause
        patient.update(causeOfDeath=dice.pick((cause, cause, "I251", "J449", "7797")), icdRevisionNumber="1",
                       autopsy="1" if specs[-1][0].source == "6" else "2", placeOfDeathState="MD", placeOfDeathCountry="USA")
        if only_known_from_death:
            patient["causeOfDeath"] = cause
    place = wanted.home or (dice.pick(AWAY) if dice.chance(12) else dice.pick(HOME))
    facility = dice.pick(FACILITIES)
    accession = f"{specs[0][1].year}{number:05d}"
    marital = dice.pick("112234556")
    tumors, sides, used, seen = [], {}, set(), {True: 0, False: 0}
    is_benign = [KINDS[s.kind].histologies[0][1] == "0" for s, _ in specs]
    for index, (spec, on) in enumerate(specs, 1):
        kind, benign = KINDS[spec.kind], is_benign[index - 1]
        seen[benign] += 1
        alone = is_benign.count(benign) == 1
        sequence = f"{(60 if benign else 0) + (0 if alone else seen[benign]):02d}"  # 00 and 60: the only one
        site = spec.site or dice.pick([s for s in kind.sites if s not in used] or kind.sites)
        used.add(site)
        side = spec.side or (dice.pick("12") if kind.paired else "0")
        if spec.side is None and kind.paired and sides.get(spec.kind):
            side = "2" if sides[spec.kind] == "1" else "1"
        sides[spec.kind] = side
        item = make_tumor(dice, spec, kind, on, born, last, dead, site, side, sequence, several)
        item = {
            "tumorRecordNumber": f"{index:02d}", "recordNumberRecode": f"{index:02d}",
            "reportingFacility": facility, "accessionNumberHosp": accession, "sequenceNumberHospital": sequence,
            "medicalRecordNumber": f"MRN{number:06d}", "abstractedBy": "TST",
            "addrAtDxNoStreet": f"{100 + number} Nowhere Lane", "addrAtDxCity": place[3], "addrAtDxState": place[0],
            "addrAtDxPostalCode": dice.pick(place[4]), "addrAtDxCountry": place[1], "countyAtDx": place[2],
            "maritalStatusAtDx": "1" if years_between(born, on) < 18 else marital,
            **item,
        }
        tumors.append(item)
    return {"patient": patient, "tumors": tumors}


def make_tumor(dice, spec, kind, on, born, last, dead, site, side, sequence, several):
    year = on.year
    choices = [e for e in kind.extents if spec.extent is None or e.name == spec.extent]
    if spec.extent is None and several:
        choices = [e for e in choices if e.name != "distant"] or choices
    extent = dice.pick(choices)
    behaviors = "2" if extent.name == "in situ" else "013"
    histology, behavior, title = next(h for h in kind.histologies if h[0] == spec.histology) if spec.histology else dice.pick(
        [h for h in kind.histologies if h[1] in behaviors])
    heme = histology >= "9590"
    from_certificate, from_autopsy = spec.source == "7", spec.source == "6"
    seen_alive = not (from_certificate or from_autopsy)
    want = lambda asked, percent: seen_alive and (dice.chance(percent) if asked is None else asked)
    surgery = want(spec.surgery, 0 if not kind.surgery else 20 if extent.name == "distant" else 80)
    chemo = want(spec.chemo, kind.chemo if extent.name not in ("in situ", "benign") else 0)
    radiation = want(spec.radiation, kind.radiation if extent.name not in ("in situ", "benign") else 0)
    hormone = seen_alive and behavior == "3" and dice.chance(kind.hormone)
    treated = surgery or chemo or radiation or hormone
    applies = bool(kind.surgery) or site.startswith("C77") or spec.kind == "ill-defined lung"

    t = {
        "sequenceNumberCentral": sequence,
        "typeOfReportingSource": spec.source,
        "classOfCase": "49" if from_certificate else "38" if from_autopsy else dice.pick(("14", "14", "13", "22")),
        "casefindingSource": "80" if from_certificate else "20" if from_autopsy else dice.pick(("20", "22", "25")),
        "dateOf1stContact": day(on),
        "dateOfDiagnosis": day(on), "ageAtDiagnosis": f"{years_between(born, on):03d}",
        "primaryPayerAtDx": dice.pick(("20", "60", "62", "31", "99")),
        "primarySite": site, "laterality": side, "histologicTypeIcdO3": histology, "behaviorCodeIcdO3": behavior,
        "diagnosticConfirmation": "9" if from_certificate else "3" if heme and year >= 2010 and dice.chance(60) else "1",
        "siteCodingSysCurrent": "5", "morphCodingSysCurrent": "E" if year >= 2021 else "7",
        "textPrimarySiteTitle": kind.title, "textHistologyTitle": title,
    }
    if year >= 2007:
        t["multiplicityCounter"] = "99" if heme or from_certificate else "01"
    if year >= 2022:
        t["tobaccoUseSmokingStatus"] = dice.pick("0129")

    # Grade, size and nodes
    unknown = from_certificate
    if year < 2018:
        t["grade"] = "9" if unknown else dice.pick(kind.grades)
    else:
        t["gradeClinical"] = kind.grades2018[-1] if heme else "9" if unknown or surgery else dice.pick(kind.grades2018)
        t["gradePathological"] = kind.grades2018[-1] if heme else dice.pick(kind.grades2018) if surgery else "9"
    if kind.sizes:
        size = "999" if unknown else f"{dice.between(*kind.sizes):03d}"
    else:
        size = "999"
    if year >= 2016:
        t["tumorSizeSummary"] = size
        t["tumorSizeClinical"], t["tumorSizePathologic"] = ("999", size) if surgery else (size, "999")
    if not kind.nodes or unknown:
        examined = positive = "99"
    elif not surgery:
        examined, positive = "00", "98"
    else:
        count = dice.between(3, 24)
        examined, positive = f"{count:02d}", f"{dice.between(1, 3):02d}" if extent.name in ("nodes", "distant") else "00"
        if extent.eod[1] == "000":
            positive = "00"
    t["regionalNodesExamined"], t["regionalNodesPositive"] = examined, positive
    if kind.sentinel and year >= 2018:
        sentinel = "00" if examined == "00" else "99" if examined == "99" else f"{min(int(examined), 3):02d}"
        t["sentinelLymphNodesExamined"] = sentinel
        t["sentinelLymphNodesPositive"] = "98" if sentinel == "00" else "99" if sentinel == "99" else positive
    if 2010 <= year:
        t["lymphVascularInvasion"] = "8" if heme or behavior != "3" else "9" if not surgery else dice.pick("01")

    # Stage
    far = extent.name == "distant" and not heme
    if year <= 2015:
        extension, nodes, mets = ("999", "999", "99") if unknown and kind.nodes else extent.cs
        t.update(csTumorSize="888" if heme else size, csExtension=extension,
                 csTumorSizeExtEval="9" if heme or not kind.nodes else "3" if surgery else "0",
                 csLymphNodes=nodes, csLymphNodesEval="9" if not kind.nodes else "3" if surgery else "0",
                 csMetsAtDx=mets, csMetsEval="9" if not kind.nodes else "0",
                 csVersionInputOriginal="020550", csVersionInputCurrent="020550")
    if 2010 <= year <= 2015 and kind.nodes:
        for where in ("Bone", "Brain", "Liver", "Lung"):
            t["csMetsAtDx" + where] = "0"
    if year >= 2016:
        for where in ("Bone", "Brain", "Liver", "Lung", "DistantLn", "Other"):
            t["metsAtDx" + where] = "8" if heme or behavior == "0" else "9" if extent.name == "unknown" else "0"
        if far:
            t["metsAtDxBone" if site == "C619" else "metsAtDxLiver"] = "1"
    if year <= 2017:
        t["seerSummaryStage2000"] = "9" if unknown else extent.ss2000
        tumor_t, nodes_n, mets_m, sixth, seventh = extent.tnm
        group = sixth if year < 2010 else seventh
        t.update(tnmEditionNumber="88" if extent.tnm == NO_TNM else "06" if year < 2010 else "07",
                 tnmClinT=coded_tnm(tumor_t, year, "c"), tnmClinN=coded_tnm(nodes_n, year, "c"),
                 tnmClinM=coded_tnm(mets_m, year, "c"), tnmClinStageGroup=group, tnmClinDescriptor="0",
                 tnmClinStagedBy="88" if extent.tnm == NO_TNM else "10")
        if surgery and extent.tnm != NO_TNM:
            t.update(tnmPathT=coded_tnm(tumor_t, year, "p"), tnmPathN=coded_tnm(nodes_n, year, "p"),
                     tnmPathStageGroup=group, tnmPathDescriptor="0", tnmPathStagedBy="11")
            if far:
                t["tnmPathM"] = coded_tnm(mets_m, year, "p")
    else:
        t.update(schemaId=by_year(kind.schema, kind.later_schemas, year), ajccId=by_year(kind.ajcc, kind.later_ajcc, year),
                 summaryStage2018="9" if unknown else extent.ss2018)
        if spec.kind == "breast" and behavior == "2":
            t.update(ajccId="48.1")
            for grade in ("gradeClinical", "gradePathological"):
                t[grade] = {"1": "L", "2": "M", "3": "H"}.get(t[grade], t[grade])
        t.update(zip(("eodPrimaryTumor", "eodRegionalNodes", "eodMets"), extent.eod))
        for item, values, first in kind.factors:
            if year >= first and not unknown:
                t[item] = dice.pick(values)

    # Treatment
    surgery_day = on + timedelta(dice.between(10, 45))
    radiation_day = on + timedelta(dice.between(70, 100))
    chemo_day = on + timedelta(dice.between(50, 69) if surgery else dice.between(12, 40))
    hormone_day = on + timedelta(dice.between(101, 130))
    code = dice.pick(kind.surgery) if surgery else "99" if unknown else "00" if applies else "98"
    if year < 2023:
        t["rxSummSurgPrimSite"] = code
    else:
        letter = "B" if year >= kind.letter_b_from and code not in ("98", "99") else "A"
        t["rxSummSurgPrimSite2023"] = letter + code + "0"
    t.update(
        rxSummDxStgProc="09" if unknown else "00" if from_autopsy else "02",
        rxSummTreatmentStatus="9" if unknown else "1" if treated else "0",
        rxSummScopeRegLnSur="9" if unknown or not kind.nodes else "0" if not surgery else "5" if int(examined) > 3 else "4",
        rxSummSurgOthRegDis="9" if unknown else "0",
        rxSummSurgicalMargins="0" if surgery else "9" if unknown or not applies or site.startswith("C77") else "8",
        reasonForNoSurgery="0" if surgery else "9" if unknown else "1",
        rxSummRadiation="9" if unknown else "1" if radiation else "0",
        rxSummSurgRadSeq="3" if surgery and radiation else "0",
        reasonForNoRadiation="0" if radiation else "9" if unknown else "1",
        rxSummChemo="99" if unknown else "03" if chemo else "00",
        rxSummHormone="99" if unknown else "01" if hormone else "00",
        rxSummBrm="99" if unknown else "00", rxSummTransplntEndocr="99" if unknown else "00",
        rxSummOther="9" if unknown else "0", rxSummPalliativeProc="9" if unknown else "0",
        rxSummSystemicSurSeq="3" if surgery and (chemo or hormone) else "0",
    )
    if year < 2018:
        t["radRegionalRxModality"] = "99" if unknown else kind.regional if radiation else "00"
    else:
        t.update(phase1RadiationTreatmentModality="99" if unknown else "02" if radiation else "00",
                 phase1RadiationPrimaryTxVolume="99" if unknown else kind.volume if radiation else "00")
    starts = [d for given, d in ((surgery, surgery_day), (chemo, chemo_day), (radiation, radiation_day), (hormone, hormone_day))
              if given]
    if starts:
        t.update(date1stCrsRxCoc=day(min(starts)), dateInitialRxSeer=day(min(starts)))
    if surgery:
        t.update(rxDateSurgery=day(surgery_day), rxDateMostDefinSurg=day(surgery_day),
                 rxDateSurgicalDisch=day(surgery_day + timedelta(dice.between(0, 6))))
    if radiation:
        t.update(rxDateRadiation=day(radiation_day), rxDateRadiationEnded=day(radiation_day + timedelta(dice.between(20, 45))))
    if chemo or hormone:
        t["rxDateSystemic"] = day(min(d for g, d in ((chemo, chemo_day), (hormone, hormone_day)) if g))
    if chemo:
        t["rxDateChemo"] = day(chemo_day)
    if hormone:
        t["rxDateHormone"] = day(hormone_day)
    t["rxCodingSystemCurrent"] = "08" if year >= 2018 else "06"

    # Follow-up and the case itself
    if seen_alive:
        if dead or far or not treated:
            t.update(cancerStatus="2", recurrenceType1st="70")
        elif last - on > timedelta(900) and dice.chance(20):
            t.update(cancerStatus="2", recurrenceType1st="40",
                     recurrenceDate1st=day(on + timedelta((last - on).days * dice.between(40, 90) // 100)))
        else:
            t.update(cancerStatus="1", recurrenceType1st="00")
        t["dateOfLastCancerStatus"] = day(last)
    done = on + timedelta(dice.between(120, 240))
    t.update(dateCaseInitiated=day(on + timedelta(30)), dateCaseCompleted=day(done), dateCaseCompletedCoc=day(done),
             cocCodingSysCurrent="09" if year >= 2018 else "08",
             textStaging=f"Made-up abstract. Extent: {extent.name}.",
             textDxProcPath="No report available." if unknown else f"Made-up report: {title.lower()}.")
    return t


# ---------------------------------------------------------------------------------------------------------------------
# Mistakes: a right record, what is changed in it, and the edits that must find it.
# A place is 0 for the patient and 1, 2, … for the tumors. A value of None takes the item out.


@dataclass(frozen=True)
class Mistake:
    name: str
    base: Case
    changes: tuple
    finds: tuple


def at(place, **items):
    return place, items


def fail(edit, place=1):
    return place, edit, "fail"


def overridden(edit, place=1):
    return place, edit, "overridden"


def not_needed(flag, place=1):
    return place, flag, "override-not-needed"


def bad_flag(flag, place=1):
    return place, flag, "override-value-invalid"


def issue(kind, place=1):
    return place, kind, "issue"


def mistake(name, base, *rest):
    """`rest` holds changes (place, items) and findings (place, edit, outcome)."""
    return Mistake(name, base, tuple(r for r in rest if len(r) == 2), tuple(r for r in rest if len(r) == 3))


MD_PLACE, DE_PLACE, ON_PLACE = HOME[0], AWAY[1], AWAY[3]

MISTAKES = (
    # ---- Items
    mistake("ssn-with-area-000", case(tumor("breast", 2018, "localized")),
            at(0, socialSecurityNumber="000123456"), fail("NC0104", 0)),
    mistake("class-of-case-in-a-gap", case(tumor("lung", 2019, "localized")),
            at(1, classOfCase="15"), fail("NC0117")),
    # 989 to 997 were sizes of Collaborative Stage.
    mistake("size-code-of-collaborative-stage", case(tumor("colon", 2017, "localized")),
            at(1, tumorSizeSummary="992"), fail("NC0121")),
    # 96 is no code of the item, and so it does not go with nodes examined either. The stage is regional: NC0255 is content.
    mistake("nodes-positive-96", case(tumor("breast", 2019, "nodes", surgery=True)),
            at(1, regionalNodesPositive="96"), fail("NC0123"), fail("NC0222")),
    # Digits of the age exchanged: above the range, and not the years from birth to diagnosis.
    mistake("age-digits-exchanged", case(tumor("prostate", 2015, "localized", when=date(2015, 6, 9)), born=date(1949, 8, 2)),
            at(1, ageAtDiagnosis="650"), fail("NC0111"), fail("NC0303")),
    # Blank is in no code list: neither in that of the item nor in that of the year. No surgery, so NC0611 is silent.
    mistake("confirmation-left-blank", case(tumor("lung", 2020, "distant", surgery=False)),
            at(1, diagnosticConfirmation=None), fail("NC0118"), fail("NC0325")),

    # ---- One item against another
    mistake("paired-site-without-side", case(tumor("breast", 2019, "localized")),
            at(1, laterality="0"), fail("NC0251")),
    mistake("middle-lobe-of-the-left-lung", case(tumor("lung", 2017, "localized", side="2")),
            at(1, primarySite="C342"), fail("NC0252")),
    mistake("cervix-of-a-man", case(tumor("cervix", 2013, "localized")),
            at(0, sex="1"), fail("NC0253")),
    mistake("cell-lineage-as-grade-of-a-carcinoma", case(tumor("breast", 2012, "localized")),
            at(1, grade="6"), fail("NC0221")),
    mistake("more-nodes-positive-than-examined", case(tumor("colon", 2020, "nodes", surgery=True)),
            at(1, regionalNodesExamined="05", regionalNodesPositive="12"), fail("NC0222")),
    mistake("in-situ-staged-localized", case(tumor("breast", 2020, "in situ", surgery=True)),
            at(1, summaryStage2018="1"), fail("NC0254")),
    # Diagnosed 2018: Grade was left in and the two new items stayed blank.
    mistake("grade-of-the-old-system", case(tumor("prostate", 2018, "localized")),
            at(1, grade="3", gradeClinical=None, gradePathological=None), fail("NC0262"), fail("NC0263")),
    mistake("benign-tumor-in-the-malignant-sequence", case(tumor("meningioma", 2015)),
            at(1, sequenceNumberCentral="00", sequenceNumberHospital="00"), fail("NC0264")),

    # ---- Treatment
    mistake("reason-for-no-surgery-after-surgery", case(tumor("breast", 2015, "localized", surgery=True)),
            at(1, reasonForNoSurgery="7"), fail("NC0225")),
    mistake("surgery-date-without-surgery", case(tumor("lung", 2023, "distant", surgery=False, chemo=True)),
            at(1, rxDateSurgery="2024"), fail("NC0259")),
    mistake("radiation-dated-but-refused", case(tumor("prostate", 2016, "localized", surgery=False, radiation=True)),
            at(1, reasonForNoRadiation="7"), fail("NC0261")),
    mistake("free-of-disease-with-evidence-of-disease", case(tumor("colon", 2018, "localized", surgery=True), dead=False),
            at(1, recurrenceType1st="00", recurrenceDate1st=None, cancerStatus="2"), fail("NC0226")),

    # ---- Dates
    mistake("diagnosis-on-30-february", case(tumor("thyroid", 2019, "localized", when=date(2019, 2, 20))),
            at(1, dateOfDiagnosis="20190230"), fail("NC0132")),
    # Neither can the age be right without a date of diagnosis; everything else cannot be decided.
    mistake("diagnosis-without-date", case(tumor("kidney", 2017, "localized")),
            at(1, dateOfDiagnosis=None), fail("NC0131"), fail("NC0303")),
    # Only the year of diagnosis is known, and every day of it is after the last contact. Born on 1 January: the age still fits.
    mistake("diagnosis-in-a-year-after-last-contact",
            case(tumor("melanoma", 2021, "localized", when=date(2021, 3, 15), surgery=False), born=date(1958, 1, 1),
                 dead=False, last=date(2021, 6, 30)),
            at(1, dateOfDiagnosis="2022", ageAtDiagnosis="064"), fail("NC0302")),
    # Born after the diagnosis, by more than seven months; and so the age cannot be right.
    mistake("birth-in-the-wrong-century",
            case(tumor("prostate", 2011, "localized", when=date(2011, 4, 2)), born=date(1941, 6, 18)),
            at(0, dateOfBirth="20140618"), fail("NC0301"), fail("NC0303")),
    mistake("age-off-by-one", case(tumor("lung", 2022, "localized", when=date(2022, 5, 4)), born=date(1950, 5, 5)),
            at(1, ageAtDiagnosis="072"), fail("NC0303")),
    # The operation that made the diagnosis: both the surgery and the first course lie before it.
    mistake("treated-before-diagnosis",
            case(tumor("colon", 2018, "localized", when=date(2018, 5, 2), surgery=True, chemo=False)),
            at(1, rxDateSurgery="20180412", rxDateMostDefinSurg="20180412", date1stCrsRxCoc="20180412",
               dateInitialRxSeer="20180412"), fail("NC0305"), fail("NC0307")),
    # The first surgery is a full date, the most definitive one only a year, the year before.
    mistake("definitive-surgery-the-year-before",
            case(tumor("breast", 2016, "nodes", when=date(2016, 12, 20), surgery=True)),
            at(1, rxDateSurgery="20170110", rxDateMostDefinSurg="2016"), fail("NC0309")),
    # Birth 1901, followed as alive: one of the years is wrong, or a death was missed.
    mistake("alive-at-123",
            case(tumor("breast", 2004, "localized", when=date(2004, 5, 20)), born=date(1901, 9, 3), dead=False,
                 last=date(2025, 3, 1)), fail("NC0304", 0)),

    # ---- Death
    mistake("alive-with-a-cause-of-death", case(tumor("breast", 2017, "localized"), dead=False),
            at(0, causeOfDeath="C509"), fail("NC0201", 0)),
    mistake("icd-9-for-a-death-in-2015",
            case(tumor("lung", 2014, "distant", when=date(2014, 9, 1)), dead=True, last=date(2015, 8, 11)),
            at(0, icdRevisionNumber="9"), fail("NC0202", 0)),
    # Vital status, cause and revision of the living agree among each other, but not with a death certificate.
    mistake("death-certificate-case-alive", case(tumor("ill-defined lung", 2016, source="7")),
            at(0, vitalStatus="1", causeOfDeath="0000", icdRevisionNumber="0"), fail("NC0203"), fail("NC0204")),
    mistake("autopsy-class-with-hospital-source", case(tumor("pancreas", 2018, "localized", source="6")),
            at(1, typeOfReportingSource="1"), fail("NC0260")),

    # ---- Demographics
    mistake("one-race-twice", case(tumor("myeloma", 2016)),
            at(0, race1="02", race2="02"), fail("NC0212", 0)),
    mistake("married-at-six",
            case(tumor("childhood leukemia", 2017, when=date(2017, 3, 3)), born=date(2010, 5, 1), dead=False),
            at(1, maritalStatusAtDx="2"), fail("NC0214")),

    # ---- Tables
    mistake("zip-code-of-another-state", case(tumor("rectum", 2018, "localized"), home=MD_PLACE),
            at(1, addrAtDxPostalCode="90210"), fail("NC0408")),
    mistake("county-that-the-state-has-not", case(tumor("breast", 2013, "localized"), home=DE_PLACE),
            at(1, countyAtDx="007"), fail("NC0409")),
    mistake("born-in-texas-mexico", case(tumor("lymphoma", 2012, "localized")),
            at(0, birthplaceState="TX", birthplaceCountry="MEX"), fail("NC0407", 0)),
    # A metastasis in the spine coded as the primary.
    mistake("carcinoma-of-a-vertebra", case(tumor("colon", 2017, "localized")),
            at(1, primarySite="C412", textPrimarySiteTitle="VERTEBRAL COLUMN"), fail("NC0401")),
    mistake("obsolete-lymphoma-code", case(tumor("lymphoma", 2014, "distant")),
            at(1, histologicTypeIcdO3="9670", textHistologyTitle="SMALL LYMPHOCYTIC LYMPHOMA"), fail("NC0402")),
    mistake("leukemia-code-before-its-time", case(tumor("leukemia", 2008)),
            at(1, histologicTypeIcdO3="9811", textHistologyTitle="B LYMPHOBLASTIC LEUKEMIA, NOS"), fail("NC0403")),
    mistake("solitary-plasmacytoma-staged-distant", case(tumor("plasmacytoma", 2021)),
            at(1, summaryStage2018="7"), fail("NC0404")),
    mistake("schema-of-the-trachea-for-the-lung", case(tumor("lung", 2020, "nodes")),
            at(1, schemaId="00358"), fail("NC0405")),

    # ---- Several tumors
    # 00 stands beside 02; and 02 promises a first tumor that now no record is numbered as.
    mistake("only-tumor-beside-another", case(tumor("breast", 2010, "localized"), tumor("colon", 2017, "localized")),
            at(1, sequenceNumberCentral="00"), fail("NC0501", 0), fail("NC0510", 2)),
    # Numbered in the order of the reports: the dates of diagnosis, and so the ages, run the other way.
    mistake("sequence-against-the-dates",
            case(tumor("prostate", 2012, "localized", when=date(2012, 2, 7)),
                 tumor("melanoma", 2018, "localized", when=date(2018, 11, 6)), born=date(1947, 3, 3)),
            at(1, sequenceNumberCentral="02"), at(2, sequenceNumberCentral="01"), fail("NC0503", 0), fail("NC0505", 0)),
    mistake("two-accession-numbers", case(tumor("breast", 2009, "localized"), tumor("thyroid", 2016, "localized")),
            at(2, accessionNumberHosp="201600771"), fail("NC0509", 0)),
    mistake("first-of-several-but-alone", case(tumor("bladder", 2016, "in situ", surgery=True)),
            at(1, sequenceNumberCentral="01"), fail("NC0510")),
    mistake("prostate-reported-twice",
            case(tumor("prostate", 2010, "localized"), tumor("prostate", 2020, "localized")), fail("NC0512", 0)),
    mistake("leukemia-reported-twice", case(tumor("lymphocytic", 2012), tumor("lymphocytic", 2019)), fail("NC0514", 0)),
    # The certificate's tumor is not microscopically confirmed and is one of two: reviewed, three flags set. That it repeats a
    # reported lung tumor is a question which no flag answers.
    mistake("death-certificate-repeats-a-reported-tumor",
            case(tumor("lung", 2014, "localized", side="1", site="C349"),
                 tumor("ill-defined lung", 2019, source="7", side="1")),
            at(2, overRideReportSource="1", overRideSeqnoDxconf="1", overRideHospseqDxconf="1"),
            overridden("NC0612", 2), overridden("NC0615", 2), overridden("NC0616", 2), fail("NC0515", 2)),

    # ---- Over-rides
    mistake("in-situ-by-imaging-reviewed", case(tumor("breast", 2012, "in situ", surgery=False)),
            at(1, diagnosticConfirmation="7", overRideHistology="2"), overridden("NC0603")),
    mistake("surgery-without-microscope-reviewed", case(tumor("kidney", 2012, "localized", surgery=True)),
            at(1, diagnosticConfirmation="7", overRideSurgDxconf="1"), overridden("NC0611")),
    # 2 is no value of this flag, so the failure stands.
    mistake("flag-value-outside-its-list", case(tumor("kidney", 2019, "localized", surgery=True)),
            at(1, diagnosticConfirmation="7", overRideSurgDxconf="2"), fail("NC0611"), bad_flag("overRideSurgDxconf")),
    mistake("flag-left-from-an-earlier-site", case(tumor("hodgkin", 2016, "localized")),
            at(1, overRideSiteType="1"), not_needed("overRideSiteType")),
    mistake("young-man-with-prostate-cancer-reviewed",
            case(tumor("prostate", 2013, "localized", when=date(2013, 6, 1)), born=date(1976, 10, 9)),
            at(1, overRideAgeSiteMorph="1"), overridden("NC0602")),
    # Hodgkin lymphoma of the stomach: the central registry confirmed it, the hospital did not.
    mistake("hodgkin-outside-nodes-half-reviewed", case(tumor("hodgkin", 2015, "localized", site="C169")),
            at(1, overRideSiteType="1"), overridden("NC0608"), fail("NC0609")),
    # Each record must carry the flag; only the second does.
    mistake("same-breast-twice-half-reviewed",
            case(tumor("breast", 2013, "localized", side="1", histology="8520", site="C504"),
                 tumor("breast", 2018, "localized", side="1", histology="8520", site="C504")),
            at(2, overRideSiteLatSeqno="1"), fail("NC0617", 1), overridden("NC0617", 2)),
    # Born six weeks after the diagnosis, which was made in utero.
    mistake("found-in-utero",
            case(tumor("kidney", 2016, "localized", when=date(2016, 4, 15), histology="8310", surgery=False),
                 born=date(2016, 6, 1), dead=False),
            at(1, histologicTypeIcdO3="9500", primarySite="C749", ageAtDiagnosis="000", maritalStatusAtDx="1", grade="9",
               overRideAgeSiteMorph="2", textPrimarySiteTitle="ADRENAL GLAND", textHistologyTitle="NEUROBLASTOMA"),
            overridden("NC0301")),
    # An unknown primary as the second of two: both sequence numbers raise the question, both were reviewed.
    mistake("unknown-primary-beside-another-reviewed", case(tumor("prostate", 2009, "localized"), tumor("unknown", 2017)),
            at(2, overRideIllDefineSite="1", overRideHospseqSite="1"), overridden("NC0613", 2), overridden("NC0614", 2)),

    # ---- Stage
    mistake("positive-nodes-in-a-localized-stage", case(tumor("colon", 2013, "localized", surgery=True)),
            at(1, regionalNodesPositive="02"), fail("NC0619")),
    mistake("regional-nodes-without-nodal-category", case(tumor("lung", 2011, "nodes", surgery=False)),
            at(1, tnmClinN="0"), fail("NC0621")),
    mistake("localized-colon-of-unknown-part-reviewed", case(tumor("colon", 2010, "localized", site="C189", surgery=True)),
            at(1, overRideSiteEodDxDt="1"), overridden("NC0622")),

    # ---- What the reader says, whatever the edits say
    mistake("item-of-a-dictionary-not-named", case(tumor("lymphoma", 2019, "regional")),
            at(1, stateScreeningHistory="2"), issue("unknown-item")),
    mistake("record-number-of-the-hospital-too-long", case(tumor("testis", 2015)),
            at(1, medicalRecordNumber="MRN-2015-TESTING-000417"), issue("value-too-long")),
    mistake("item-of-the-patient-in-the-tumor", case(tumor("colon", 2021, "localized")),
            at(1, noPatientContactFlag="0"), at(0, noPatientContactFlag=None), issue("item-at-wrong-level")),
)


def break_record(record, fault):
    for place, items in fault.changes:
        target = record["patient"] if place == 0 else record["tumors"][place - 1]
        for name, value in items.items():
            if value is None:
                target.pop(name, None)
            else:
                target[name] = value


# Right records in which dates are known in part only: (right record, place, item, digits kept). Nothing fails, some edits
# are unsure.
PARTIAL = ((5, 0, "dateOfBirth", 4), (9, 1, "dateOfDiagnosis", 6), (14, 0, "dateOfLastContact", 6), (21, 0, "dateOfBirth", 6),
           (33, 1, "rxDateSurgery", 6), (40, 1, "dateOfDiagnosis", 4), (52, 1, "date1stCrsRxCoc", 6),
           (60, 0, "dateOfLastContact", 4))


def right_cases(dice):
    cases = [Case(tuple(Spec(kind, first_year(index, len(kinds), n, KINDS[kind], dice)) for n, kind in enumerate(kinds)))
             for index, kinds in enumerate(SEVERAL)]
    cases.append(case(tumor("ill-defined lung", 2015, source="7")))
    cases.append(case(tumor("unknown", 2021, source="7")))
    cases.append(case(tumor("pancreas", 2012, "localized", source="6")))
    cases.append(case(tumor("kidney", 2023, "localized", source="6")))
    for n in range(RIGHT_PATIENTS - len(cases)):
        cases.append(case(Spec(MIX[n % len(MIX)])))
    return cases


def first_year(index, count, n, kind, dice):
    """Years of diagnosis of several tumors: apart, and rising."""
    step = 18 // count
    return max(2004 + n * step + dice.between(0, step - 2), kind.years[0])


def records():
    """The patients in the order of the file, each with its mistake or None."""
    dice = Dice(SEED)
    plans = [(c, None) for c in right_cases(dice)] + [(m.base, m) for m in MISTAKES]
    for i in range(len(plans) - 1, 0, -1):  # shuffle
        j = dice.between(0, i)
        plans[i], plans[j] = plans[j], plans[i]
    made = []
    for number, (wanted, fault) in enumerate(plans, 1):
        record = make_patient(Dice(SEED + 1000 * number), number, wanted)
        if fault:
            break_record(record, fault)
        made.append((record, fault))
    right = [record for record, fault in made if fault is None]
    for n, place, item, digits in PARTIAL:
        target = right[n]["patient"] if place == 0 else right[n]["tumors"][place - 1]
        if item in target:
            target[item] = target[item][:digits]
    return made


# ---------------------------------------------------------------------------------------------------------------------
# The two files


def write_items(lines, items, indent):
    for name, value in items:
        lines.append(f"{indent}<Item naaccrId={quoteattr(name)}>{escape(value)}</Item>")


def xml_text(made):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "",
             '<NaaccrData baseDictionaryUri="http://naaccr.org/naaccrxml/naaccr-dictionary-250.xml"',
             '            recordType="A"',
             '            timeGenerated="2025-12-31T12:00:00-05:00"',
             '            specificationVersion="1.8"',
             '            xmlns="http://naaccr.org/naaccrxml">']
    write_items(lines, REGISTRY, "    ")
    for record, _ in made:
        lines.append("    <Patient>")
        write_items(lines, record["patient"].items(), "        ")
        for items in record["tumors"]:
            lines.append("        <Tumor>")
            write_items(lines, items.items(), "            ")
            lines.append("        </Tumor>")
        lines.append("    </Patient>")
    lines.append("</NaaccrData>")
    return "\n".join(lines) + "\n"


def key_text(made):
    lines = ["patient\ttumor\tedit\toutcome\tmistake"]
    for record, fault in made:
        if fault is None:
            continue
        for place, edit, outcome in sorted(fault.finds):
            tumor_number = record["tumors"][place - 1]["tumorRecordNumber"] if place else ""
            lines.append("\t".join((record["patient"]["patientIdNumber"], tumor_number, edit, outcome, fault.name)))
    return "\n".join(lines) + "\n"


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    made = records()
    files = {"abstracts-v25.xml": xml_text(made), "abstracts-v25.key.tsv": key_text(made)}
    wrong = 0
    for name, text in files.items():
        path, data = HERE / name, text.encode("utf-8")
        if not arguments:
            path.write_bytes(data)
        elif not path.exists() or path.read_bytes() != data:
            print(f"{name} is not what generate.py makes", file=sys.stderr)
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
