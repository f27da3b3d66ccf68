import { invalidValue, requiredValue } from '#domain/kube/causes.ts'
import { age } from '#domain/kube/human-duration.ts'
import type { KubeEvent } from '#domain/kube/workloads.ts'
import { column, defineKind, NAME } from '../kind.ts'

interface Series {
  count?: number
  lastObservedTime?: string
}

const first = ({ firstTimestamp, eventTime }: KubeEvent): string | undefined => firstTimestamp ?? eventTime ?? undefined

const last = (event: KubeEvent): string | undefined =>
  (event.series as Series | undefined)?.lastObservedTime ?? event.lastTimestamp ?? first(event)

const subject = ({ involvedObject }: KubeEvent): string =>
  `${involvedObject?.kind?.toLowerCase() ?? ''}/${involvedObject?.name ?? ''}`

const source = (event: KubeEvent): string => {
  const component = event.source?.component || event.reportingComponent || ''
  const host = event.source?.host || event.reportingInstance || ''
  return host ? `${component}, ${host}` : component
}

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
export const event = defineKind<KubeEvent>({
  kind: 'Event',
  resource: 'events',
  shortNames: ['ev'],
  columns: [
    column('Last Seen', 'How long ago it last happened.'),
    column('Type', 'Normal or Warning.'),
    column('Reason', 'What happened, in one word.'),
    column('Object', 'What it happened to.'),
    column('Subobject', 'Which part of it.', { wide: true }),
    column('Source', 'Who says so.', { wide: true }),
    column('Message', 'What happened, in words.'),
    column('First Seen', 'How long ago it first happened.', { wide: true }),
    column('Count', 'How often it happened.', { type: 'integer', wide: true }),
    { ...NAME, priority: 1 },
  ],
  cells: (event, now) => [
    age(last(event), now),
    event.type ?? '',
    event.reason ?? '',
    subject(event),
    event.involvedObject?.fieldPath ?? '',
    source(event),
    (event.message ?? '').trim(),
    age(first(event), now),
    (event.series as Series | undefined)?.count ?? event.count ?? 1,
    event.metadata.name,
  ],
  fieldNames: [
    ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map(
      (field) => `involvedObject.${field}`,
    ),
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  fields: (event) => {
    const about = event.involvedObject ?? {}
    return {
      'involvedObject.kind': about.kind ?? '',
      'involvedObject.namespace': about.namespace ?? '',
      'involvedObject.name': about.name ?? '',
      'involvedObject.uid': about.uid ?? '',
      'involvedObject.apiVersion': about.apiVersion ?? '',
      'involvedObject.resourceVersion': about.resourceVersion ?? '',
      'involvedObject.fieldPath': about.fieldPath ?? '',
      reason: event.reason ?? '',
      reportingComponent: event.reportingComponent ?? '',
      source: event.source?.component || event.reportingComponent || '',
      type: event.type ?? '',
    }
  },
  validate: ({ metadata, involvedObject }) => {
    if (!involvedObject) return [requiredValue('involvedObject')]
    const { namespace = '' } = involvedObject
    // what is in no namespace is told of in `default`
    if (namespace === metadata.namespace || (namespace === '' && metadata.namespace === 'default')) return []
    return [invalidValue('involvedObject.namespace', namespace, 'does not match event.namespace')]
  },
  // Quotas do not count events, as in Kubernetes.
  charges: () => ({}),
})
