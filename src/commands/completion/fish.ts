export const fish = `# fish completion for berth. Load it with: berth completion fish | source

function __berth_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l out (command berth __complete $words[2..-1] "$word" 2>/dev/null)
    or return
    set -l directive (string replace ':' '' -- $out[-1])
    set -e out[-1]
    if test "$directive" = 16
        __fish_complete_directories "$word"
    else if test "$directive" = 8 -o "$directive" = 0
        __fish_complete_path "$word"
    else
        # What a flag's value is put behind has to be said again.
        set -l prefix (string match -r -- '^--[^=]+=' "$word")
        for line in $out
            printf '%s%s\\n' "$prefix" "$line"
        end
    end
end

complete -c berth -e
complete -c berth -f -a '(__berth_complete)'
`;
