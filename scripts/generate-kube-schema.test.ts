import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Only where Debian's golang-k8s-api-dev and golang-k8s-apimachinery-dev are unpacked.
const source = process.env.KUBE_GO_SOURCE ?? '/usr/share/gocode/src/k8s.io'

test.skipIf(!existsSync(join(source, 'api/core/v1/types.go')))(
  'the committed table is what the script makes',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'kube-schema-'))
    try {
      const output = join(folder, 'schema.ts')
      execFileSync(process.execPath, ['--import', 'tsx', 'scripts/generate-kube-schema.ts', source, output])
      expect(readFileSync(output, 'utf8')).toBe(readFileSync('domain/kube/__generated__/schema.ts', 'utf8'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  30_000,
)
