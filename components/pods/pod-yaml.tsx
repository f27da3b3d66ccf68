'use client'
import { useMemo } from 'react'
import { stringify } from 'yaml'
import { CodeView } from '#components/ui/code-view.tsx'
import type { PodDetail } from '#domain/client/workload-rows.ts'

/** The pod as YAML, as `kubectl get -o yaml` prints it, without the bookkeeping of who wrote which field. */
export function PodYaml({ pod }: { pod: PodDetail }) {
  const text = useMemo(() => stringify(pod.object, { lineWidth: 0 }), [pod.object])
  return <CodeView text={text} label={`YAML of ${pod.name}`} fileName={`${pod.name}.yaml`} className="h-full border-0" />
}
