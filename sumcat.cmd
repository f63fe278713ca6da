@echo off
rem Sumcat's launcher for Windows: builds when something changed, runs the command line.
setlocal
set "HOME_DIR=%~dp0"
set "HOME_DIR=%HOME_DIR:~0,-1%"
if not "%HOME_DIR:;=%"=="%HOME_DIR%" (
    echo error: Java splits paths at semicolons, but the path of this folder has one; rename it: "%HOME_DIR%" 1>&2
    exit /b 2
)

set "JAVA="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\javac.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
if not defined JAVA for %%j in (javac.exe) do if not "%%~$PATH:j"=="" set "JAVA=%%~dp$PATH:jjava.exe"
if not defined JAVA (
    echo error: Sumcat needs a JDK ^(Java with its compiler^), 17 or later, but found none; install one: 1>&2
    echo   winget install EclipseAdoptium.Temurin.17.JDK 1>&2
    echo   conda install -c conda-forge openjdk=17 1>&2
    exit /b 2
)
for %%d in ("%JAVA%\..\..") do set "JAVA_HOME=%%~fd"
rem Above a shim, such as Oracle's javapath, there is no file release: Java itself knows where it lies.
set "JAVA_VERSION="
set "OS_ARCH="
if exist "%JAVA_HOME%\release" (call :read) else call :ask
if not defined JAVA_VERSION (
    echo error: Sumcat needs a JDK, 17 or later, but "%JAVA%" does not say which it is; set JAVA_HOME to the folder of one 1>&2
    exit /b 2
)
for /f "delims=.-+_" %%v in ("%JAVA_VERSION%") do set "JAVA_MAJOR=%%v"
if "%OS_ARCH%"=="aarch64" (
    echo error: libtorch 2.7.1 needs a Java for x64, for there is no build for Windows on ARM, but JAVA_HOME or the PATH leads to one for ARM; install one for x64 1>&2
    exit /b 2
)
if %JAVA_MAJOR% LSS 17 (
    echo error: Sumcat needs a JDK, 17 or later, but JAVA_HOME or the PATH leads to %JAVA_VERSION% 1>&2
    exit /b 2
)

set "COLLECTOR=-XX:+UseSerialGC"
if not defined SUMCAT_JAVA_OPTS goto fit
set "OPTIONS=%SUMCAT_JAVA_OPTS:"=%"
if not "%OPTIONS:-XX:+Use=%"=="%OPTIONS%" if not "%OPTIONS:GC=%"=="%OPTIONS%" set "COLLECTOR="
call :options
if errorlevel 2 exit /b 2
:fit

if defined SUMCAT_CUDA if not "%SUMCAT_CUDA%"=="0" if not "%SUMCAT_CUDA%"=="1" (
    echo error: SUMCAT_CUDA must be 0 ^(no CUDA build of libtorch^) or 1, but was '%SUMCAT_CUDA%' 1>&2
    exit /b 2
)
set "BUILD=cpu"
set "CUDA="
if not "%SUMCAT_CUDA%"=="0" (
    if "%SUMCAT_CUDA%%PYTORCH_LIBRARY_PATH%"=="" (
        nvidia-smi -L 2>nul | findstr /b GPU >nul && set "BUILD=cuda"
    ) else set "BUILD=cuda"
)
if %BUILD%==cuda set "CUDA=-Dsumcat.cuda"

set "MAVEN=%HOME_DIR%\mvnw.cmd"
if /i "%~1"=="test" goto test

rem The stamp says for what the build was; newer sources make it stale.
set "JAR=%HOME_DIR%\target\sumcat.jar"
set "CLASSES=%HOME_DIR%\target\classes-%JAVA_VERSION%.jsa"
set "STAMP=%HOME_DIR%\target\sumcat.built"
set "BUILT="
if exist "%STAMP%" set /p BUILT=<"%STAMP%"
rem Names reach PowerShell by the environment: an apostrophe in a folder would end a text.
powershell -NoProfile -Command ^
    "$s = Get-Item -LiteralPath $env:STAMP -ErrorAction SilentlyContinue; if (-not $s -or -not (Test-Path -LiteralPath $env:JAR)) { exit 1 };" ^
    "$n = Get-ChildItem -LiteralPath (Join-Path $env:HOME_DIR pom.xml), (Join-Path $env:HOME_DIR src\main) -Recurse | Where-Object { $_.LastWriteTime -gt $s.LastWriteTime };" ^
    "if ($n) { exit 1 }"
if not errorlevel 1 if "%BUILT%"=="%BUILD%" goto run

call :writable
if errorlevel 1 exit /b 2
echo building ... 1>&2
del "%STAMP%" 2>nul
pushd "%HOME_DIR%"
call "%MAVEN%" -B -ntp %CUDA% -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true -Djavac.warnings=-nowarn package >"%HOME_DIR%\target\build.log" 2>&1
if errorlevel 1 (
    popd
    powershell -NoProfile -Command "Get-Content -LiteralPath (Join-Path $env:HOME_DIR target\build.log) -Tail 25" 1>&2
    echo error: the build must succeed, but Maven did not ^(above^); the whole log is in target\build.log 1>&2
    exit /b 1
)
popd
echo %BUILD%>"%STAMP%"
call :archive

:run
set "OPT_OUT_TRACKING=true"
if not defined NVIDIA_TF32_OVERRIDE set "NVIDIA_TF32_OVERRIDE=0"
set "NATIVE="
if %JAVA_MAJOR% GEQ 22 set "NATIVE=--enable-native-access=ALL-UNNAMED"
if %JAVA_MAJOR% GEQ 24 set "NATIVE=%NATIVE% --sun-misc-unsafe-memory-access=allow"
set "SHARE="
if not defined SUMCAT_JAVA_OPTS if not "%SUMCAT_CLASS_DATA%"=="0" if exist "%CLASSES%" set SHARE="-XX:SharedArchiveFile=%CLASSES%" -Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off
if defined SHARE if %JAVA_MAJOR% GEQ 25 set SHARE=%SHARE% -Xlog:aot=off
"%JAVA%" %COLLECTOR% %SHARE% -Xshare:auto -Djava.awt.headless=true "-Dsumcat.home=%HOME_DIR%" %NATIVE% %SUMCAT_JAVA_OPTS% -cp "%JAR%" org.sumcat.cli.Main %*
exit /b %errorlevel%

:test
for /f "tokens=1,*" %%a in ("%*") do set "REST=%%b"
call :writable
if errorlevel 1 exit /b 2
cd /d "%HOME_DIR%"
set "GROUPS="
for /f "tokens=1,*" %%a in ("%REST%") do if /i "%%a"=="--slow" (
    set "GROUPS=-Dgroups=slow -DexcludedGroups="
    set "REST=%%b"
)
call "%MAVEN%" -B -ntp %CUDA% verify %GROUPS% %REST%
exit /b %errorlevel%

rem Classes that Java has parsed and checked, for a faster start; without the engine, for the build waits
rem for it. Java does not use an archive of another jar, nor we one of another Java.
:archive
del "%HOME_DIR%\target\classes-*.jsa" >nul 2>&1
if defined SUMCAT_JAVA_OPTS exit /b 0
if "%SUMCAT_CLASS_DATA%"=="0" exit /b 0
"%JAVA%" %COLLECTOR% -Djava.awt.headless=true "-Dsumcat.home=%HOME_DIR%" "-XX:ArchiveClassesAtExit=%CLASSES%.new" -cp "%JAR%" org.sumcat.cli.ArchiveMain "%HOME_DIR%\target" none >nul 2>&1
if not errorlevel 1 move /y "%CLASSES%.new" "%CLASSES%" >nul 2>&1
exit /b 0

:writable
if not exist "%HOME_DIR%\target" mkdir "%HOME_DIR%\target" 2>nul
copy nul "%HOME_DIR%\target\sumcat.try" >nul 2>&1
if not exist "%HOME_DIR%\target\sumcat.try" (
    echo error: a build must write to "%HOME_DIR%\target", but cannot; build it as its owner, or use a copy of your own 1>&2
    exit /b 1
)
del "%HOME_DIR%\target\sumcat.try"
exit /b 0

:read
for /f "usebackq tokens=1,2 delims==" %%a in ("%JAVA_HOME%\release") do (
    if "%%a"=="JAVA_VERSION" set "JAVA_VERSION=%%~b"
    if "%%a"=="OS_ARCH" set "OS_ARCH=%%~b"
)
exit /b 0

:ask
set "SAID=%TEMP%\sumcat-java-%RANDOM%.txt"
"%JAVA%" -XshowSettings:properties -version >"%SAID%" 2>&1
for /f "usebackq tokens=1,* delims== " %%a in ("%SAID%") do (
    if "%%a"=="java.home" set "JAVA_HOME=%%b"
    if "%%a"=="java.version" set "JAVA_VERSION=%%b"
    if "%%a"=="os.arch" set "OS_ARCH=%%b"
)
del "%SAID%"
if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
exit /b 0

rem Options that Java refuses would be refused in its own words, and as a failure of the run. An agent
rem may wait for someone: it is not tried.
:options
if not "%OPTIONS:-agent=%"=="%OPTIONS%" exit /b 0
if not "%OPTIONS:-javaagent=%"=="%OPTIONS%" exit /b 0
if not "%OPTIONS:-Xrun=%"=="%OPTIONS%" exit /b 0
set "SAID=%TEMP%\sumcat-java-%RANDOM%.txt"
set "FIT="
set "WHY="
"%JAVA%" %COLLECTOR% %SUMCAT_JAVA_OPTS% -version >"%SAID%" 2>&1
if not errorlevel 1 set "FIT=yes"
for /f "usebackq delims=" %%l in ("%SAID%") do if not defined WHY set "WHY=%%l"
del "%SAID%"
if defined FIT exit /b 0
echo error: SUMCAT_JAVA_OPTS must be options of Java %JAVA_VERSION%, but was "%OPTIONS%" (%WHY%); correct or unset it 1>&2
exit /b 2
