import { age } from '#domain/kube/human-duration.ts'
import { dnsSubdomain } from '#domain/kube/names.ts'
import { isTerminal, type Pod } from '#domain/kube/pod.ts'
import { podReady, podReason, podRestarts } from '#domain/kube/pod-columns.ts'
import { defaultPod } from '#domain/kube/pod-defaults.ts'
import { qosClass } from '#domain/kube/pod-resources.ts'
import { validatePodUpdate } from '#domain/kube/pod-update.ts'
import { podCharges } from '#domain/kube/quota.ts'
import { validatePod } from '#domain/kube/validate-pod.ts'
import { AGE, column, defineKind, NAME, statusOf } from '../kind.ts'

const none = (text: string | undefined): string => text || '<none>'

const readinessGates = ({ spec, status }: Pod): string => {
  const gates: { conditionType: string }[] = spec.readinessGates ?? []
  const open = gates.filter((gate) =>
    status?.conditions?.some(({ type, status: is }) => type === gate.conditionType && is === 'True'),
  )
  return gates.length === 0 ? '<none>' : `${open.length}/${gates.length}`
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
export const pod = defineKind<Pod>({
  kind: 'Pod',
  resource: 'pods',
  shortNames: ['po'],
  categories: ['all'],
  subresources: [
    statusOf({ group: '', version: 'v1', kind: 'Pod' }),
    { name: 'binding', group: '', version: 'v1', kind: 'Binding', verbs: ['create'] },
    { name: 'eviction', group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
    { name: 'log', group: '', version: 'v1', kind: 'Pod', verbs: ['get'] },
  ],
  columns: [
    NAME,
    column('Ready', 'Containers that are ready, of all.'),
    column('Status', 'The state of the pod in one word.'),
    column('Restarts', 'How often containers were restarted, and when last.'),
    AGE,
    column('IP', 'The address of the pod.', { wide: true }),
    column('Node', 'The host the pod is on.', { wide: true }),
    column('Nominated Node', 'The host that is being made free for the pod.', { wide: true }),
    column('Readiness Gates', 'Conditions that must also be true, of all.', { wide: true }),
  ],
  cells: (pod, now) => [
    pod.metadata.name,
    podReady(pod),
    podReason(pod),
    podRestarts(pod, now),
    age(pod.metadata.creationTimestamp, now),
    none(pod.status?.podIP),
    none(pod.spec.nodeName),
    none(pod.status?.nominatedNodeName),
    readinessGates(pod),
  ],
  nameRule: dnsSubdomain,
  hasGeneration: true,
  fieldNames: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  fields: ({ spec, status }) => ({
    'spec.nodeName': spec.nodeName ?? '',
    'spec.restartPolicy': spec.restartPolicy ?? '',
    'spec.schedulerName': spec.schedulerName ?? '',
    'spec.serviceAccountName': spec.serviceAccountName ?? '',
    'spec.hostNetwork': String(spec.hostNetwork ?? false),
    'status.phase': status?.phase ?? '',
    'status.podIP': status?.podIP ?? '',
    'status.podIPs': status?.podIPs?.map(({ ip }) => ip).join(',') ?? '',
    'status.nominatedNodeName': status?.nominatedNodeName ?? '',
  }),
  applyDefaults: defaultPod,
  prepareCreate: (pod) => {
    pod.status = { phase: 'Pending', qosClass: qosClass({ spec: { ...pod.spec, containers: pod.spec?.containers ?? [] } }) }
  },
  validate: (pod, old) => [...validatePod(pod), ...(old ? validatePodUpdate(pod, old) : [])],
  charges: podCharges,
  graceSeconds: (pod, asked) => {
    if (!pod.spec.nodeName || isTerminal(pod)) return 0
    return Math.max(0, asked ?? pod.spec.terminationGracePeriodSeconds ?? 30)
  },
})
