export const powershell = `# powershell completion for berth. Load it with: berth completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName berth -ScriptBlock {
  param($word, $ast, $position)

  $line = $ast.ToString()
  if ($line.Length -gt $position) { $line = $line.Substring(0, $position) }
  $words = @($line -split '\\s+' | Select-Object -Skip 1 | Where-Object { $_ -ne '' })
  # Old versions drop an argument that is empty.
  if ($word -eq '') { $words += $(if ($PSVersionTable.PSVersion -lt [version]'7.3') { '""' } else { '' }) }

  $out = @(& berth __complete @words 2>$null)
  if ($out.Count -eq 0) { return }
  $directive = [int]($out[-1].TrimStart(':'))
  # Without an answer PowerShell completes files.
  if (($directive -band 8) -or ($directive -eq 0)) { return }

  $prefix = ''
  if ($word -match '^--[^=]+=') { $prefix = $Matches[0] }
  $space = if ($directive -band 2) { '' } else { ' ' }
  $out | Select-Object -SkipLast 1 | ForEach-Object {
    $value, $description = $_ -split "\`t", 2
    if (-not $description) { $description = $value }
    [System.Management.Automation.CompletionResult]::new($prefix + $value + $space, $value, 'ParameterValue', $description)
  }
}
`;
