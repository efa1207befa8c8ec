#include "dsl/import/edits/package_reader.h"

#include <gtest/gtest.h>

#include "dsl/import/edits/validator_xml.h"

namespace edict::foreign {
namespace {

constexpr const char* kPackage = R"(<?xml version="1.0"?>
<validator id="colours" name="Colours" version="C-1">
  <context>
    <entry id="RED" type="java"><![CDATA[['crimson', 'ruby']]]></entry>
    <entry id="SHADES" type="table"><![CDATA[[['NAME'],['ruby']]]]></entry>
  </context>
  <categories><category id="field" name="One item"><description>x</description></category></categories>
  <rules>
    <rule id="C-1" tag="N1" name="A colour" category="field" agency="US" java-path="lines.line" depends="C-0, C-9">
      <expression>return line.colour != null</expression>
      <message>Say a colour</message>
      <description>Colours are named.)"
                                 "\x0b"
                                 R"(</description>
      <history><event version="C-0" date="2020-01-01">made</event></history>
    </rule>
    <rule id="C-2" java-path="lines"><expression>return true</expression></rule>
    <rule id="C-3" java-path="untrimmedlines.untrimmedline"><expression>return true</expression></rule>
  </rules>
  <sets><set id="S" tag="T" name="All"><description>of them</description><include>C-1,C-2</include></set></sets>
</validator>)";

TEST(ValidatorXml, ReadsWhatAPackageHolds) {
  const auto package = read_validator_xml(kPackage, "colours.xml");
  ASSERT_TRUE(package.has_value()) << package.error().message;
  EXPECT_EQ(package->version, "C-1");
  ASSERT_EQ(package->context.size(), 2U);
  EXPECT_EQ(package->context[0].content.text, "['crimson', 'ruby']");
  EXPECT_EQ(package->context[1].form, ContextForm::Table);
  ASSERT_EQ(package->edits.size(), 3U);
  const ForeignEdit& edit = package->edits[0];
  EXPECT_EQ(edit.expression.text, "return line.colour != null");
  EXPECT_EQ(edit.expression.line, 10U);
  EXPECT_EQ(edit.depends, (std::vector<std::string>{"C-0", "C-9"}));
  EXPECT_EQ(edit.description, "Colours are named. ");
  ASSERT_EQ(edit.history.size(), 1U);
  EXPECT_EQ(edit.history[0].note, "made");
  EXPECT_EQ(package->edits[1].subject, Subject::Patient);
  EXPECT_EQ(package->edits[2].subject, Subject::PaddedRecord);
  ASSERT_EQ(package->sets.size(), 1U);
  EXPECT_EQ(package->sets[0].includes, (std::vector<std::string>{"C-1", "C-2"}));
}

TEST(ValidatorXml, NamesTheLineOfAFault) {
  const auto cut = read_validator_xml(std::string(kPackage).substr(0, 700), "cut.xml");
  ASSERT_FALSE(cut.has_value());
  EXPECT_EQ(cut.error().message.substr(0, 10), "cut.xml:13") << cut.error().message;
  const auto other = read_validator_xml("<edits/>", "other.xml");
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().message, "`other.xml` has no validator element");
  const auto entity = read_validator_xml("<!DOCTYPE a [<!ENTITY b 'c'>]><validator/>", "entity.xml");
  EXPECT_EQ(entity.error().message, "entity.xml:1: a document type declaration is not accepted");
}

}  // namespace
}  // namespace edict::foreign
