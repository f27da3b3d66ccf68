import { describe, expect, test } from 'vitest'
import { ShellRun } from './shell-run.ts'
import { readCommand } from './simulated-shell.ts'

/** Plays `sh -c text` for `ms` milliseconds: what it wrote, its files, and how it ended, if it has. */
const play = (text: string, ms = 1000) => {
  const reading = readCommand(['sh', '-c', text], { NAME: 'team' })
  if (reading.kind !== 'script') return reading
  const lines: string[] = []
  const files = new Map<string, string>()
  const run = new ShellRun(reading.script, files, 0, (stream, line) => lines.push(stream === 'stderr' ? `! ${line}` : line))
  run.advance(ms)
  return { lines, files: Object.fromEntries(files), exitCode: run.exitCode }
}

describe('what is played', () => {
  test.each<[string, string[], number | undefined]>([
    ['echo one; sleep 0.2 && exit 3', ['one'], 3],
    ['false; echo after', ['after'], 0],
    ['echo before; false', ['before'], 1],
    ['false && echo no; echo yes', ['yes'], 0],
    ['false || echo rescued && echo on', ['rescued', 'on'], 0],
    ['true || echo no && echo on', ['on'], 0],
    ['echo "a; b" >&2', ['! a; b'], 0],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
    ['echo \'$NAME is\' $NAME "${NAME}s" # said', ['$NAME is team teams'], 0],
    ['echo start; while true; do echo tick; sleep 0.4; done', ['start', 'tick', 'tick', 'tick'], undefined],
    ['while sleep 0.4; do echo tick; done', ['tick', 'tick'], undefined],
    ['while true; do true; done', [], undefined],
    ['true &&\n  echo next', ['next'], 0],
    ['exec sh -c "echo inner; false"', ['inner'], 1],
    ['echo quiet > /dev/null; echo loud > /proc/1/fd/2', ['! loud'], 0],
    ['echo $(date)', ['Thu, 01 Jan 1970 00:00:00 GMT'], 0],
    ['cat /none', ["! cat: can't open '/none': No such file or directory"], 1],
    ['rm /none; rm -f /none 2>/dev/null', ["! rm: can't remove '/none': No such file or directory"], 0],
    ['touch /up; cat /up && test -f /up && rm /up; [ -f /up ] || echo gone', ['gone'], 0],
    ['echo one > /f; echo two >> /f; cat /f', ['one', 'two'], 0],
  ])('%j', (text, lines, exitCode) => {
    expect(play(text)).toMatchObject({ lines, exitCode })
  })

  test('a redirected line is in the file and not in the log', () => {
    expect(play('echo hello > /tmp/x; false; echo after')).toEqual({
      lines: ['after'],
      files: { '/tmp/x': 'hello\n' },
      exitCode: 0,
    })
  })
})

test.each([
  ['cat /f | wc -l', 'a pipe ("|")'],
  ['sleep 1 & wait', 'a background command ("&")'],
  ['echo $(hostname)', 'command substitution ("$()")'],
  ['echo at:$(hostname)', 'command substitution ("$()")'],
  ['echo `hostname`', 'command substitution ("$()")'],
  ['wc < /f', 'an input redirection ("<")'],
  ['(echo a)', 'a subshell'],
  ['X=1; echo $X', 'a variable that is set'],
  ['while [ ! -f /f ]; do sleep 1; done', 'a loop with an end'],
  ['for i in 1 2; do echo $i; done', '"for"'],
  ['echo "never ends', 'a quote that does not end'],
  ['echo $?', 'the parameter $?'],
  ['echo hi; nginx -g "daemon off;"', '"nginx"'],
])('%j is said to use %s', (text, why) => {
  expect(play(text)).toEqual({ kind: 'unreadable', why })
})

test.each([[['nginx', '-g', 'daemon off;']], [['--verbose']], [[]], [['sh', 'start.sh']]])('%j is a program', (argv) => {
  expect(readCommand(argv, {})).toEqual({ kind: 'program' })
})

test('a script comes to the same however often it is asked on the way, and a long one in no time', () => {
  const reading = readCommand(['sh', '-c', 'while true; do echo tick; sleep 3; echo tock; sleep 7; done'], {})
  if (reading.kind !== 'script') throw new Error('not read')
  const week = 7 * 24 * 3600 * 1000
  const last = (steps: number[]) => {
    const lines: string[] = []
    const run = new ShellRun(reading.script, new Map(), 0, (_, text, time) => lines.push(`${time} ${text}`))
    for (const step of steps) run.advance(step)
    return { time: run.time, lines: lines.slice(-100) }
  }
  expect(last([week])).toEqual(last([5, 1000, week / 2, week / 2 + 1, week]))
})
