import type { JoinInstructions } from './actions.ts'

/**
 * What starts simulated hosts that join with the token, for a shell in the repository. They are numbered after those that are there, and what
 * they keep has a folder of its own, so that any number of such processes run side by side; the same lines start the same hosts again.
 */
export const hostCommands = ({ token, apiUrl, firstNumber }: JoinInstructions, hosts: number): string =>
  [
    `dir=.data/hosts-from-${firstNumber}`,
    'mkdir -p $dir',
    `curl -sko $dir/ca.crt ${apiUrl}/ca.crt`,
    `echo '[{"token":"${token}","hosts":${hosts}}]' > $dir/join-tokens.json`,
    `HEMISPHERE_URL=${apiUrl} HEMISPHERE_CA=$dir/ca.crt JOIN_TOKENS=$dir/join-tokens.json DATA_DIR=$dir \\\n  node --import tsx spherelet/main.ts --simulate ${hosts} --first ${firstNumber}`,
  ].join('\n')
