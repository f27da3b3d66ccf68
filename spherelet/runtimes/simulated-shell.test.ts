import { expect, test } from 'vitest'
import { readCommand } from './simulated-shell.ts'

const print = (text: string, stream = 'stdout') => ({ do: 'print', text, stream })

test.each([
  [['true'], []],
  [['false'], [{ do: 'exit', code: 1 }]],
  [['echo', 'hello', 'world'], [print('hello world')]],
  [['sleep', '1.5'], [{ do: 'sleep', ms: 1500 }]],
  [['/bin/sleep', '2m'], [{ do: 'sleep', ms: 120_000 }]],
  [
    ['sh', '-c', 'echo one; sleep 2 && exit 3'],
    [print('one'), { do: 'sleep', ms: 2000 }, { do: 'exit', code: 3 }],
  ],
  [['sh', '-c', 'echo "a; b" >&2'], undefined],
  [['sh', '-c', "echo '$NAME is' $NAME"], [print('$NAME is team')]],
  [
    ['sh', '-c', 'while true; do echo tick; sleep 1; done'],
    [print('tick'), { do: 'sleep', ms: 1000 }, { do: 'repeat' }],
  ],
  [['nginx', '-g', 'daemon off;'], undefined],
  [[], undefined],
] as const)('%j', (argv, script) => {
  expect(readCommand([...argv], { NAME: 'team' })).toEqual(script)
})
