# SPDX-FileCopyrightText: The Lifeboat authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# lifeboat_flags: every compiler flag and definition of the project, linked by each target.
add_library(lifeboat_flags INTERFACE)
target_compile_features(lifeboat_flags INTERFACE cxx_std_23)
target_include_directories(lifeboat_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(lifeboat_flags INTERFACE
  LIFEBOAT_VERSION="${PROJECT_VERSION}"
  QT_ENABLE_STRICT_MODE_UP_TO=0x060800
  QT_DISABLE_DEPRECATED_UP_TO=0x060800
  QT_NO_CONTEXTLESS_CONNECT
  QT_NO_KEYWORDS
  QTEST_THROW_ON_FAIL
  _FILE_OFFSET_BITS=64)
target_compile_options(lifeboat_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  $<$<BOOL:${LIFEBOAT_WARNINGS_AS_ERRORS}>:-Werror>)
if(LIFEBOAT_SANITIZE)
  target_compile_options(lifeboat_flags INTERFACE -fsanitize=${LIFEBOAT_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(lifeboat_flags INTERFACE -fsanitize=${LIFEBOAT_SANITIZE})
endif()

find_program(LIFEBOAT_CCACHE ccache)
if(LIFEBOAT_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${LIFEBOAT_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(lifeboat_flags INTERFACE -fpch-preprocess)
  endif()
endif()
