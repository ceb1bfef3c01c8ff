# bash completion for procession(1)
_procession_pids() {
  [[ $1 == *[!0-9]* ]] || COMPREPLY=($(cd /proc 2>/dev/null && compgen -G "$1*" | grep -x '[0-9]*'))
}

_procession() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W 'ps tree signal set wait serve help' -- "$word"))
    return
  fi
  case $before in
    --scope) COMPREPLY=($(compgen -W 'process subtree group session name' -- "$word")) && return ;;
    --provider) COMPREPLY=($(compgen -W 'auto portable' -- "$word")) && return ;;
    --where | --port | --timeout) return ;;
  esac
  if [[ $word == -* ]]; then
    local options='--provider'
    case $command in
      ps) options+=' --json --where' ;;
      signal | set) options+=' --scope --dry-run --yes --json --privilege' ;;
      wait) options+=' --timeout --json' ;;
      serve) options+=' --port --no-open --read-only' ;;
      tree) ;;
      *) options='' ;;
    esac
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  case $command:$COMP_CWORD in
    signal:2) COMPREPLY=($(compgen -W "$(compgen -A signal | grep '^SIG')" -- "$word")) ;;
    set:2) COMPREPLY=($(compgen -W 'nice io cpus oom' -- "$word")) ;;
    set:3 | serve:* | help:*) ;;
    *) _procession_pids "$word" ;;
  esac
}
complete -F _procession procession
