@echo off
rem Double-click: makes the environment on first use, and opens the page in the browser.
rem Drag a folder of reports onto this file: indexes the folder, then does the same.
setlocal
set "FOLDER=%~f1"
if "%~1"=="" set "FOLDER="
cd /d "%~dp0"
if errorlevel 1 goto elsewhere
set PYTHONUTF8=1
chcp 65001 >nul

if exist ".venv\Scripts\zhengxie.exe" goto ready
echo Making the environment; this takes some minutes, once.
where py >nul 2>nul
if errorlevel 1 (python -m venv .venv) else (py -3 -m venv .venv)
if errorlevel 1 goto nopython
".venv\Scripts\python.exe" -m pip install --quiet .
if errorlevel 1 goto failed

:ready
if "%FOLDER%"=="" goto serve
rem A drive ends in a backslash, which would take the quotation mark behind it along.
if "%FOLDER:~-1%"=="\" set "FOLDER=%FOLDER%."
".venv\Scripts\zhengxie.exe" index "%FOLDER%"
rem 1: some files could not be read, and are listed; the rest is indexed.
if errorlevel 2 goto failed

:serve
rem Without an index the samples; one that does not open has serve say what to do.
".venv\Scripts\zhengxie.exe" info --json 2>nul | findstr NoIndex >nul
if errorlevel 1 (".venv\Scripts\zhengxie.exe" serve --open) else (".venv\Scripts\zhengxie.exe" demo --open)
if errorlevel 1 goto failed
goto :eof

:elsewhere
echo This folder cannot be worked in: copy it to a disk of this machine, and run the file there.
goto failed
:nopython
echo Python 3.11 or newer is needed: install it from https://www.python.org/downloads/ and run this file again.
:failed
pause
exit /b 1
