import type { Container, HttpGet, Probe } from './pod.ts'
import { setDefault } from './set-default.ts'

// Field by field as https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go has them. kubectl relies on them:
// it follows pointers, such as the service of a gRPC probe, that a Kubernetes API never leaves empty.

/** The tag decides how often an image is pulled: `latest`, or none, always. */
export const pullPolicy = (image: string): 'Always' | 'IfNotPresent' => {
  if (image.includes('@')) return 'IfNotPresent'
  const tag = /:([^:/]+)$/.exec(image)?.[1]
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent'
}

const defaultHttpGet = (httpGet: HttpGet | undefined): void => {
  if (!httpGet) return
  setDefault(httpGet, 'path', '/')
  setDefault(httpGet, 'scheme', 'HTTP')
}

const defaultProbe = (probe: Probe | undefined): void => {
  if (!probe) return
  // Zero means "not said" for these, as in Kubernetes.
  probe.timeoutSeconds ||= 1
  probe.periodSeconds ||= 10
  probe.successThreshold ||= 1
  probe.failureThreshold ||= 3
  defaultHttpGet(probe.httpGet)
  if (probe.grpc) probe.grpc.service ??= ''
}

/** What every container gets, an ephemeral one too. */
export const defaultContainer = (container: Container): void => {
  container.resources ??= {}
  setDefault(container, 'terminationMessagePath', '/dev/termination-log')
  setDefault(container, 'terminationMessagePolicy', 'File')
  if (container.image) setDefault(container, 'imagePullPolicy', pullPolicy(container.image))
  for (const port of container.ports ?? []) setDefault(port, 'protocol', 'TCP')
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) defaultProbe(probe)
  for (const handler of [container.lifecycle?.postStart, container.lifecycle?.preStop]) defaultHttpGet(handler?.httpGet)
  for (const { valueFrom } of container.env ?? []) {
    if (valueFrom?.fieldRef) setDefault(valueFrom.fieldRef, 'apiVersion', 'v1')
    if (valueFrom?.resourceFieldRef) setDefault(valueFrom.resourceFieldRef, 'divisor', '0')
    if (valueFrom?.fileKeyRef) valueFrom.fileKeyRef.optional ??= false
  }
}
