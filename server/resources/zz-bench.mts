import { openDoor, podOf } from './testing/open-door.ts'

const door = await openDoor()
const sys = door.resources.as(
  { name: 'system:kube-scheduler', groups: [], displayName: 'x', privileges: [], from: 'control-plane' },
  door.api,
)
const N = 10000
for (const [label, run] of [
  ['create', (i: number) => door.alice.create('pods', podOf(`p${i}`))],
  ['bind', (i: number) => sys.bind({ namespace: 'lab', name: `p${i}` }, `esx-${i % 1000}`)],
  [
    'status',
    (i: number) =>
      sys.patch(
        'pods',
        { namespace: 'lab', name: `p${i}` },
        { type: 'strategic', body: { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } } },
        { subresource: 'status' },
      ),
  ],
  ['get', (i: number) => door.alice.get('pods', { namespace: 'lab', name: `p${i}` })],
  ['delete', (i: number) => door.alice.delete('pods', { namespace: 'lab', name: `p${i}` }, { gracePeriodSeconds: 0 })],
] as const) {
  let i = 0
  const t = performance.now(),
    c = process.cpuUsage()
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (i < N) await run(i++)
    }),
  )
  const s = (performance.now() - t) / 1000,
    u = process.cpuUsage(c)
  console.log(label, Math.round(N / s), '/s', 'cpu us/op', Math.round((u.user + u.system) / N))
}
await door.close()
process.exit(0)
