'use client'
import { Cards } from '#components/live/cards.tsx'
import { podStatusKind } from '#components/live/object-looks.ts'
import { TimeAgo } from '#components/live/time-ago.tsx'
import { TreeLink } from '#components/live/tree-link.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Card } from '#components/ui/card.tsx'
import { Status, type StatusKind } from '#components/ui/status.tsx'
import type { ContainerRow, PodDetail } from '#domain/client/workload-rows.ts'
import { WhyBanner } from './why-banner.tsx'

/** The Summary of a pod: why it is not running when it is not, then its cards. */
export function PodSummary({ pod }: { pod: PodDetail }) {
  return (
    <>
      <WhyBanner pod={pod} />
      {pod.message && (
        <Banner kind="warning" className="mx-4 mt-4">
          {pod.message}
        </Banner>
      )}
      <Cards>
        <Card
          title="Status"
          rows={[
            { label: 'Status', value: <Status kind={podStatusKind(pod.status, pod.phase)}>{pod.status}</Status> },
            { label: 'Namespace', value: <TreeLink kind="namespace" name={pod.namespace} /> },
            { label: 'Host', value: pod.hostName && <TreeLink kind="host" name={pod.hostName} /> },
            { label: 'Address', value: pod.address },
            { label: 'Owner', value: pod.owner },
            { label: 'QoS class', value: pod.qosClass },
            { label: 'Created', value: <TimeAgo at={pod.createdAt} /> },
            { label: 'Started', value: <TimeAgo at={pod.startedAt || undefined} /> },
          ]}
        />
        <Card title="Conditions">
          <ul>
            {pod.conditions.map(({ type, status, message, reason }) => (
              <li key={type} className="py-0.5">
                <Status
                  kind={status === 'True' ? 'ok' : status === 'False' ? 'warning' : 'unknown'}
                >{`${type}: ${status}`}</Status>
                {status !== 'True' && (message || reason) && <div className="pl-6 text-fg-2">{message || reason}</div>}
              </li>
            ))}
          </ul>
          {pod.conditions.length === 0 && 'None yet.'}
        </Card>
        {pod.containers.map((container) => (
          <ContainerCard key={container.name} container={container} />
        ))}
        <Card title="Labels" rows={Object.entries(pod.labels).map(([label, value]) => ({ label, value }))}>
          {Object.keys(pod.labels).length === 0 && 'None.'}
        </Card>
      </Cards>
    </>
  )
}

/** Waiting for its image or its turn is on the way; for anything else something is wrong. */
const ON_THE_WAY = new Set(['', 'ContainerCreating', 'PodInitializing'])

const containerStatusKind = ({ state, reason, ready }: ContainerRow): StatusKind => {
  if (state === 'Running') return ready ? 'ok' : 'warning'
  if (state === 'Waiting') return ON_THE_WAY.has(reason) ? 'running' : 'warning'
  return reason === 'Completed' ? 'ok' : 'error'
}

function ContainerCard({ container }: { container: ContainerRow }) {
  const { name, image, init, state, reason, message, ready, restarts, startedAt, requests, limits } = container
  const kind = containerStatusKind(container)
  return (
    <Card
      title={`${init ? 'Init container' : 'Container'} ${name}`}
      rows={[
        { label: 'State', value: <Status kind={kind}>{reason || (ready ? 'Running' : state)}</Status> },
        ...(message ? [{ label: 'Message', value: message }] : []),
        { label: 'Image', value: image },
        { label: 'Restarts', value: restarts, numeric: true },
        { label: 'Started', value: <TimeAgo at={startedAt || undefined} /> },
        { label: 'Requests', value: requests },
        { label: 'Limits', value: limits },
      ]}
    />
  )
}
