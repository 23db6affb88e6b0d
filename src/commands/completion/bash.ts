export const bash = `# bash completion for berth. Load it with: source <(berth completion bash)

_berth() {
  local line="\${COMP_LINE:0:COMP_POINT}" words=() word out directive prefix reply
  read -ra words <<<"$line"
  [[ "$line" == *[[:space:]] ]] && words+=("")
  word="\${words[\${#words[@]}-1]}"
  COMPREPLY=()
  out="$(command berth __completeNoDesc "\${words[@]:1}" 2>/dev/null)" || return
  directive="\${out##*:}"

  if (( directive & 16 )); then
    compopt -o filenames 2>/dev/null
    while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -d -- "$word")
    return
  fi
  if (( directive & 8 )) || (( directive == 0 )); then
    compopt -o default 2>/dev/null
    return
  fi
  (( directive & 2 )) && compopt -o nospace 2>/dev/null

  # bash breaks words at colons and equals signs: what stands before is not to be said again.
  case "$word" in
    --*=* | *=*) prefix="" ;;
    *:*) prefix="\${word%"\${word##*:}"}" ;;
  esac
  while IFS= read -r reply; do
    [[ -n "$reply" ]] && COMPREPLY+=("\${reply#"$prefix"}")
  done <<<"\${out%:*}"
}

complete -F _berth berth
`;
