@echo off
rem Opens the dashboard by a double-click; start.py does the work and says what is wrong.
rem ASCII only: cmd reads this file in the code page of the machine. Chinese is in data\starting.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul 2>&1
set "PYTHONUTF8=1"
rem pushd, not cd: it also enters a folder on a file server.
pushd "%~dp0"
if not exist start.py goto nofolder

set "PROBE=import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)"
set "FOUND="
for %%V in (3.12 3.11 3) do call :try py -%%V
call :try python
if not defined FOUND goto nopython

%FOUND% start.py %*
set "STATUS=%ERRORLEVEL%"
if "%STATUS%"=="0" goto done
if "%STATUS%"=="130" goto done
echo.
type "data\starting\failed.txt"
goto hold

:try
if defined FOUND exit /b 0
%* -c "%PROBE%" >nul 2>&1
if "%ERRORLEVEL%"=="0" set "FOUND=%*"
exit /b 0

:nopython
set "STATUS=2"
type "data\starting\no-python.txt"
goto hold

:nofolder
set "STATUS=2"
echo Cannot open the folder "%~dp0".

:hold
echo.
pause

:done
popd
exit /b %STATUS%
