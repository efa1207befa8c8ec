# Compiler settings that hold for every target.
option(EDICT_BUILD_TESTS "Build the tests" ON)
option(EDICT_BUILD_BENCHMARKS "Build the benchmarks" OFF)
option(EDICT_BUILD_FUZZERS "Build the libFuzzer targets (clang only)" OFF)
option(EDICT_UNITY "Compile the sources of a module together: a third of the time. OFF proves that each file includes what it needs" ON)
set(EDICT_SANITIZE "" CACHE STRING "Sanitizers to build with, as in -fsanitize=")

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
                    -Woverloaded-virtual -Werror -fno-omit-frame-pointer)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64")
  add_compile_options(-march=x86-64-v2)   # portable baseline; hot kernels dispatch at run time
endif()
if(EDICT_SANITIZE)
  add_compile_options(-fsanitize=${EDICT_SANITIZE} -fno-sanitize-recover=all)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)   # g++ 12 warns falsely of instrumented code
  endif()
  add_link_options(-fsanitize=${EDICT_SANITIZE})
endif()

if(EDICT_BUILD_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_compile_options(-Wno-deprecated-declarations)   # libstdc++ 12 uses in its headers what C++17 deprecated
endif()

find_program(EDICT_CCACHE ccache)
if(EDICT_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${EDICT_CCACHE})
endif()
