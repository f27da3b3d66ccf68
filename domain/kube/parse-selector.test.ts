import { expect, test } from 'vitest'
import { matchesRequirements } from './labels.ts'
import { parseSelector } from './parse-selector.ts'

const WEB = { app: 'web', tier: 'front', empty: '' }

test.each([
  ['', true],
  ['app=web', true],
  ['app==web', true],
  [' app = web ', true],
  ['app!=web', false],
  ['app!=db', true],
  ['missing!=x', true],
  ['empty=', true],
  ['app=', false],
  ['app', true],
  ['!app', false],
  ['! missing', true],
  ['app in (web,db)', true],
  ['app in (db)', false],
  ['app notin (db, cache)', true],
  ['missing notin (x)', true],
  ['missing in (x)', false],
  ['empty in ()', true],
  ['app in (web),tier=front', true],
  ['app in (web,db),tier in (back,middle)', false],
  ['example.com/name', false],
  ['constructor', false],
  ['!constructor', true],
  ['toString=x', false],
  ['app in (,web)', true],
  ['empty in (a,)', true],
  ['app=web,tier', true],
  ['app==web,!missing,tier notin (back)', true],
  ['in=x', false],
  ['notin', false],
])('%j selects: %s', (text, expected) => expect(matchesRequirements(WEB, parseSelector(text))).toBe(expected))

const NAME_PART =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

test.each([
  ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !="],
  ['a===b,,', "unable to parse requirement: found '=', expected: identifier"],
  ['app=web,', "found '', expected: identifier after ','"],
  [',app=web', "found ',', expected: !, identifier, or 'end of string'"],
  ['app=web db', "found 'db', expected: ',' or 'end of string'"],
  ['!app=web', "found '=', expected: ',' or 'end of string'"],
  ['app in web', "unable to parse requirement: found 'web' expected: '('"],
  ['app in (web', "unable to parse requirement: found '', expected: ',' or ')'"],
  ['app in (a b)', "unable to parse requirement: found 'b', expected: ',' or ')'"],
  ['app in (=)', "unable to parse requirement: found '=', expected: ',', ')' or identifier"],
  ['app>1', "unable to parse requirement: found '>', expected: in, notin, =, ==, !="],
  ['app<1', "unable to parse requirement: found '<', expected: in, notin, =, ==, !="],
  ['=web', "found '=', expected: !, identifier, or 'end of string'"],
  ['!', "unable to parse requirement: found '', expected: identifier"],
  ['app toString x', "unable to parse requirement: found 'toString', expected: in, notin, =, ==, !="],
  ['-app', `unable to parse requirement: <nil>: Invalid value: "-app": ${NAME_PART}`],
  [`${'x'.repeat(64)}=a`, /<nil>: Invalid value: "x{64}": name part must be no more than 63 bytes$/],
  ['a/b/c', /<nil>: Invalid value: "a\/b\/c": a qualified name must consist of /],
  [
    'app=-web',
    /^unable to parse requirement: values\[0\]\[app\]: Invalid value: "-web": a valid label must be an empty string or /,
  ],
  [`app in (a,${'x'.repeat(64)})`, /values\[1\]\[app\]: Invalid value: "x{64}": must be no more than 63 bytes$/],
])('%j is refused: %s', (text, message) => expect(() => parseSelector(text)).toThrow(message))
