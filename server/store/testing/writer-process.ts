import type { ObjectWrite } from '../object-store.ts'
import { openStore } from '../open-store.ts'
import { makeObject, makeWrite } from './writes.ts'

/** What a writer process prints, one line of JSON each, once the store has acknowledged a write. */
export interface Acknowledged {
  name: string
  token: string
  revision: string
}

/** Writers at random on few keys until killed: `url api keys writers hard`. Every update counts the object's value up by one. */
async function main([url = '', api = '', keys = '', writers = '', hard = '']: string[]): Promise<void> {
  const store = await openStore({ url, poolSize: 4 })
  const attempt = async (name: string): Promise<void> => {
    const key = makeWrite(api, name).key
    const current = await store.objects.get(key)
    const token = crypto.randomUUID()
    const write = randomWrite(key, current, token, Number(hard))
    const outcome = await store.objects.write(write)
    if (outcome.ok)
      process.stdout.write(`${JSON.stringify({ name, token, revision: outcome.revision } satisfies Acknowledged)}\n`)
  }
  const loop = async (): Promise<never> => {
    for (;;) await attempt(`cm-${Math.floor(Math.random() * Number(keys))}`)
  }
  await Promise.all(Array.from({ length: Number(writers) }, loop))
}

function randomWrite(
  key: ObjectWrite['key'],
  current: ObjectWrite['object'] | undefined,
  token: string,
  hard: number,
): ObjectWrite {
  const limits = [{ quota: 'limits', hard }]
  const object = makeObject(key.namespace, key.name, { data: { value: String(Number(current?.data?.value ?? 0)), token } })
  if (!current) return { operation: 'create', key, object, charges: [{ resource: 'count/configmaps', delta: 1, limits }] }
  const expectedRevision = current.metadata.resourceVersion as string
  if (Math.random() < 0.2) {
    return { operation: 'delete', key, object, expectedRevision, charges: [{ resource: 'count/configmaps', delta: -1, limits }] }
  }
  object.data.value = String(Number(current.data.value) + 1)
  return { operation: 'update', key, object, expectedRevision }
}

// Run by name only: a test that imports the types must not start writing.
if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2))
