import { badRequest, StatusError } from '#domain/errors.ts'
import { type Call, referenceOf } from '../call.ts'
import { deleteOptionsFrom } from '../delete-options.ts'
import { presentObject } from '../present.ts'
import { flag, numberParameter, writeOptionsOf } from '../request-options.ts'
import { respond } from '../respond.ts'
import { successStatus } from '../status.ts'
import { receive } from './write.ts'

/** GET of the scale of something that has replicas. */
export const getScale = async (call: Call): Promise<Response> =>
  presentObject(call, 200, await call.client.getScale(call.resource, referenceOf(call)))

/** POST of a Binding: puts a pod on a node. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/binding-v1/ */
export const bindPod = async (call: Call): Promise<Response> => {
  const binding = await receive(call, { group: '', version: 'v1', kind: 'Binding' })
  const target = binding.target as { kind?: string; name?: string } | undefined
  if (!target?.name || (target.kind && target.kind !== 'Node'))
    throw badRequest('a Binding needs a target of kind Node with a name')
  const name = call.path.name ?? binding.metadata.name
  if (!name) throw badRequest('a Binding needs the name of the pod in metadata.name')
  await call.client.bind({ ...referenceOf(call), name }, target.name, writeOptionsOf(call, 'CreateOptions'))
  return respond(call.request, 201, successStatus({ code: 201 }))
}

/** POST of an Eviction: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/ */
export const evictPod = async (call: Call): Promise<Response> => {
  const eviction = await receive(call, { group: 'policy', version: 'v1', kind: 'Eviction' })
  const options = deleteOptionsFrom((eviction.deleteOptions as object | undefined) ?? {})
  await call.client.evict(referenceOf(call), {
    ...options,
    dryRun: options.dryRun || writeOptionsOf(call, 'CreateOptions').dryRun === true,
  })
  return respond(call.request, 201, successStatus({ code: 201 }))
}

/** GET of a container's log as plain text; with `follow` until the container or the client ends. */
export const readLog = async (call: Call): Promise<Response> => {
  const { query, request } = call
  const stream = await call.client.logs(
    referenceOf(call),
    {
      follow: flag(query, 'follow'),
      previous: flag(query, 'previous'),
      timestamps: flag(query, 'timestamps'),
      ...optional('container', query.get('container')),
      ...optional('sinceTime', query.get('sinceTime')),
      ...optional('sinceSeconds', numberParameter(query, 'sinceSeconds')),
      ...optional('tailLines', numberParameter(query, 'tailLines')),
      ...optional('limitBytes', numberParameter(query, 'limitBytes')),
    },
    request.signal,
  )
  return new Response(stream, { headers: { 'content-type': 'text/plain' } })
}

const optional = <K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } =>
  (value === null || value === undefined || value === '' ? {} : { [key]: value }) as { [P in K]?: V }

/** Says honestly that this server opens no streams into containers. */
export const refuseStream = (call: Call): never => {
  throw new StatusError(
    'MethodNotAllowed',
    `this server does not open streams into containers: ${call.path.subresource} is not available; kubectl logs and kubectl describe are`,
    {},
  )
}
