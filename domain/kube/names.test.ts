import { expect, test } from 'vitest'
import {
  configMapKey,
  dnsLabel,
  dnsSubdomain,
  environmentName,
  labelValueRule,
  type NameRule,
  pathSegment,
  portNameRule,
  qualifiedName,
} from './names.ts'

test.each<[string, NameRule, string[], string[]]>([
  ['label', dnsLabel, ['a', 'web-1', '1a'], ['', 'A', 'a.b', '-a', 'a-', 'a'.repeat(64)]],
  ['subdomain', dnsSubdomain, ['a', 'esx-01.example.com'], ['', 'Bad_Name', 'a..b', '.a', 'a'.repeat(254)]],
  ['path segment', pathSegment, ['system:node', 'A b'], ['a/b', '%', '.', '..']],
  [
    'qualified name',
    qualifiedName,
    ['app', 'example.com/Name', 'a_b.c'],
    ['', '/a', 'a/', 'a/b/c', 'Ex.com/a', '-a', 'a'.repeat(64)],
  ],
  ['label value', labelValueRule, ['', 'v1.2', 'a_b'], ['-a', 'a b', 'a'.repeat(64)]],
  ['environment variable', environmentName, ['PATH', 'my.var', 'a b'], ['', 'a=b']],
  ['config key', configMapKey, ['a.conf', '_x', 'K-1'], ['', '..', '.', 'a/b', 'a'.repeat(254)]],
  ['port name', portNameRule, ['http', 'p80'], ['80', 'HTTP', 'a--b', '-a', 'a'.repeat(16)]],
])('%s', (_what, rule, good, bad) => {
  expect(good.filter((name) => rule(name).length > 0)).toEqual([])
  expect(bad.filter((name) => rule(name).length === 0)).toEqual([])
})

test('the sentence for a qualified name is the one of Kubernetes', () => {
  expect(qualifiedName('a b')).toEqual([
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  ])
})
