/* Own rules over raw bytes. They only complement the checks by structure: content inside a compressed stream is not seen here. */

rule antivirus_test_file
{
    meta:
        name = "the EICAR antivirus test file"
    strings:
        $eicar = { 58 35 4F 21 50 25 40 41 50 5B 34 5C 50 5A 58 35 34 28 50 5E 29 37 43 43 29 37 7D 24 45 49 43 41 52 2D 53 54 41 4E 44 41 52 44 2D 41 4E 54 49 56 49 52 55 53 2D 54 45 53 54 2D 46 49 4C 45 21 24 48 2B 48 2A }
    condition:
        $eicar
}

rule windows_program_inside
{
    meta:
        name = "a Windows program inside another file"
    strings:
        $stub = "This program cannot be run in DOS mode"
        $pe = { 50 45 00 00 (4C 01 | 64 86 | 64 AA) }
    condition:
        $stub and $pe
}

rule script_dropper
{
    meta:
        name = "a script that downloads and starts a program"
    strings:
        $shell = "WScript.Shell" nocase ascii wide
        $power = "powershell" nocase ascii wide
        $hidden = "-EncodedCommand" nocase ascii wide
        $fetch = "DownloadString" nocase ascii wide
        $file = "DownloadFile" nocase ascii wide
        $invoke = "Invoke-Expression" nocase ascii wide
        $http = "MSXML2.XMLHTTP" nocase ascii wide
        $stream = "ADODB.Stream" nocase ascii wide
    condition:
        ($power and any of ($hidden, $fetch, $file, $invoke)) or ($shell and any of ($http, $stream, $power)) or ($http and $stream)
}

rule dde_command
{
    meta:
        name = "a spreadsheet formula that starts a program"
    strings:
        $cmd = /[=+@>-]\s{0,4}(cmd|powershell|mshta|rundll32|regsvr32|msexcel)\|(['"]|&apos;|&quot;)?\s{0,4}\// nocase
        $auto = /DDEAUTO\s{1,8}["']?[a-z]:\\/ nocase
    condition:
        any of them
}

rule equation_editor_exploit
{
    meta:
        name = "an embedded Equation Editor object"
    strings:
        $class = { 02 CE 02 00 00 00 00 00 C0 00 00 00 00 00 00 46 }
        $name = "Equation.3" nocase ascii wide
    condition:
        uint32(0) == 0xE011CFD0 and all of them
}

rule formula_calls_out
{
    meta:
        name = "a spreadsheet formula that sends or fetches data"
    strings:
        $fetch = /[=+@-]\s{0,4}(WEBSERVICE|IMPORTXML|IMPORTDATA|IMPORTHTML|IMPORTFEED|IMPORTRANGE)\s{0,4}\(/ nocase
        $link = /[=+@-]\s{0,4}HYPERLINK\s{0,4}\(\s{0,4}"{1,2}\s{0,4}(https?|ftp|file|javascript):/ nocase
    condition:
        any of them
}
