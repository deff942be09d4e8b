@echo off
rem Runs Baton's command line program on Windows; builds it first when a source is newer.
rem BATON_JAVA_HOME or JAVA_HOME names the JDK (21 or newer), else java is taken from the PATH.
rem Exit codes of this script itself: 69 no Java 21 or newer, 70 the build failed.
setlocal
set "root=%~dp0"
set "program=%root%cli\target\quick\baton"
set "stamp=%root%cli\target\quick\built"

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if defined BATON_JAVA_HOME set "java=%BATON_JAVA_HOME%\bin\java"
if defined BATON_JAVA_HOME set "JAVA_HOME=%BATON_JAVA_HOME%"

"%java%" -version 2>&1 | findstr /r /c:"version .2[1-9]" /c:"version .[3-9][0-9]" >nul
if errorlevel 1 (
  echo Baton needs a JDK 21 or newer, and none was found. 1>&2
  echo Install one from https://adoptium.net, or set BATON_JAVA_HOME to one. 1>&2
  exit /b 69
)

powershell -NoProfile -Command "$s = Get-Item -ErrorAction SilentlyContinue '%stamp%'; if (-not $s) { exit 1 }; $n = Get-ChildItem -Recurse '%root%pom.xml', '%root%*\pom.xml', '%root%*\src\main' | Where-Object { $_.LastWriteTime -gt $s.LastWriteTime } | Select-Object -First 1; if ($n) { exit 1 }"
if not errorlevel 1 goto run

echo Building Baton (the first run takes a minute or two) ... 1>&2
if not exist "%root%target\launch" mkdir "%root%target\launch"
pushd "%root%"
call mvnw.cmd -q -T1C -Dquick package -pl cli -am > "%root%target\launch\build.log" 2>&1
if errorlevel 1 (
  popd
  type "%root%target\launch\build.log" 1>&2
  exit /b 70
)
popd
echo built> "%stamp%"

:run
rem The simulator computes for long: room for garbage, so that it is collected seldom.
set "options="
if /i "%~1"=="sim" set "options=-Xms1g -Xmn640m"
"%java%" -XX:+UseSerialGC %options% --enable-native-access=ALL-UNNAMED %BATON_JAVA_OPTIONS% -jar "%program%\baton.jar" %*
exit /b %errorlevel%
