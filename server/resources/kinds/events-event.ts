import { requiredValue } from '#domain/kube/causes.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { KubeEvent } from '#domain/kube/workloads.ts'
import { defineKind } from '../kind.ts'
import { event } from './event.ts'

// The newer form calls the same things by other names: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/
const RENAMED = {
  regarding: 'involvedObject',
  note: 'message',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
  deprecatedCount: 'count',
} as const

const BACK = Object.fromEntries(Object.entries(RENAMED).map(([here, there]) => [there, here]))

const renamed = (object: KubeObject, names: Record<string, string>, apiVersion: string): KubeObject =>
  ({ ...Object.fromEntries(Object.entries(object).map(([key, value]) => [names[key] ?? key, value])), apiVersion }) as KubeObject

const toView = (stored: KubeObject): KubeObject => renamed(stored, BACK, 'events.k8s.io/v1')
const fromView = (shown: KubeObject): KubeEvent => renamed(shown, RENAMED, 'v1') as KubeEvent

const REGARDING = /^involvedObject/

/** The events of the core group, seen through events.k8s.io. */
export const eventsEvent = defineKind({
  group: 'events.k8s.io',
  kind: 'Event',
  resource: 'events',
  shortNames: ['ev'],
  columns: event.columns,
  cells: (shown, now) => event.cells(fromView(shown), now),
  fieldNames: event.fieldNames.map((name) =>
    name.replace(REGARDING, 'regarding').replace('reportingComponent', 'reportingController'),
  ),
  fields: (stored) =>
    Object.fromEntries(
      Object.entries(event.fields(stored)).map(([name, value]) => [
        name.replace(REGARDING, 'regarding').replace('reportingComponent', 'reportingController'),
        value,
      ]),
    ),
  validate: (shown) => [
    ...(shown.regarding || shown.involvedObject ? [] : [requiredValue('regarding')]),
    ...(shown.eventTime || shown.deprecatedFirstTimestamp || shown.firstTimestamp ? [] : [requiredValue('eventTime')]),
  ],
  charges: () => ({}),
  view: { of: 'events', toView, fromView },
})
