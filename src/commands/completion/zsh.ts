export const zsh = `#compdef berth
# zsh completion for berth. Load it with: source <(berth completion zsh)

_berth() {
  local out directive line
  local -a replies spaces
  out="$(command berth __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)" || return 1
  directive="\${out##*:}"

  if (( directive & 16 )); then
    _files -/
    return
  fi
  if (( directive & 8 )) || (( directive == 0 )); then
    _files
    return
  fi
  (( directive & 2 )) && spaces=(-S '')
  [[ "\${words[CURRENT]}" == --*=* ]] && compset -P '--*='

  for line in "\${(@f)\${out%:*}}"; do
    [[ -z "$line" ]] && continue
    line="\${line//:/\\\\:}"
    replies+=("\${line/$'\\t'/:}")
  done
  _describe -t berth 'berth' replies "\${spaces[@]}"
}

if [[ "\${funcstack[1]}" == _berth ]]; then
  _berth "$@"
else
  compdef _berth berth
fi
`;
