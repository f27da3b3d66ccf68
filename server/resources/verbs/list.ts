import { badRequest, invalid, StatusError } from '#domain/errors.ts'
import { forbiddenValue, notSupported } from '#domain/kube/causes.ts'
import { matchesFields } from '#domain/kube/field-selector.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { authorize } from '../authorize.ts'
import { formatContinue, parseContinue } from '../continue-token.ts'
import type { Call } from '../door.ts'
import type { Kind } from '../kind.ts'
import { storedAs } from '../object-key.ts'
import { present } from '../present.ts'
import type { ListOptions, ResourceList } from '../resources.ts'
import { checkRevision, tooLargeRevision } from '../revisions.ts'
import { queryOf, type Selection, selectionOf } from '../selection.ts'

const nameIn = ({ fields }: Selection): string | undefined =>
  fields.find(({ field, equals }) => field === 'metadata.name' && equals)?.value

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#the-resourceversion-parameter */
const checkRevisions = (options: ListOptions): void => {
  const { resourceVersion = '', resourceVersionMatch: match } = options
  const refuse = (message: string) => invalid('ListOptions', 'meta.k8s.io', '', [forbiddenValue('resourceVersionMatch', message)])
  if (match && match !== 'Exact' && match !== 'NotOlderThan')
    throw invalid('ListOptions', 'meta.k8s.io', '', [notSupported('resourceVersionMatch', match, ['', 'Exact', 'NotOlderThan'])])
  if (match && options.continue) throw refuse('resourceVersionMatch is forbidden when continue is provided')
  if (match && !resourceVersion) throw refuse('resourceVersionMatch is forbidden unless resourceVersion is provided')
  if (match === 'Exact' && resourceVersion === '0')
    throw refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"')
  checkRevision(resourceVersion)
  if (options.continue && resourceVersion && resourceVersion !== '0') {
    throw badRequest('specifying resource version is not allowed when using continue')
  }
}

const checkFreshness = ({ resourceVersion = '', resourceVersionMatch }: ListOptions, current: string): void => {
  if (!resourceVersion || resourceVersion === '0') return
  if (BigInt(resourceVersion) > BigInt(current)) throw tooLargeRevision(resourceVersion, current)
  if (resourceVersionMatch === 'Exact' && resourceVersion !== current) {
    throw new StatusError('Expired', 'The resourceVersion for the provided list is too old.')
  }
}

interface Found {
  items: KubeObject[]
  revision: string
  next?: { namespace: string; name: string } | undefined
  remaining?: number | undefined
}

/** Reads pages until there are as many objects as asked for; selectors that only the objects answer thin a page out. */
const collect = async (
  call: Call,
  kind: Kind,
  selection: Selection,
  limit: number | undefined,
  after: Found['next'],
): Promise<Found> => {
  const { query, rest } = queryOf(selection)
  const found: Found = { items: [], revision: '', next: after }
  do {
    const missing = limit === undefined ? undefined : limit - found.items.length
    const page = await call.door.objects.list({
      ...query,
      api: call.api,
      resource: storedAs(kind),
      ...(missing === undefined ? {} : { limit: rest.length > 0 ? Math.max(missing, 100) : missing }),
      ...(found.next ? { after: found.next } : {}),
    })
    found.revision ||= page.revision
    found.next = page.next
    found.remaining = page.remaining
    for (const object of page.items) {
      if (
        !matchesFields(
          {
            ...kind.fields(object),
            'metadata.name': object.metadata.name,
            'metadata.namespace': object.metadata.namespace ?? '',
          },
          rest,
        )
      )
        continue
      if (limit !== undefined && found.items.length === limit) {
        // One more that fits: the page goes on after the last one taken.
        const last = found.items.at(-1)?.metadata
        found.next = { namespace: last?.namespace ?? '', name: last?.name ?? '' }
        return found
      }
      found.items.push(object)
    }
  } while (found.next && limit !== undefined && found.items.length < limit)
  return found
}

/**
 * Lists what the selectors select, in order of namespace and name, a page at a time when there is a limit. Pages after the first show
 * the present, with the revision of the first: watching from it misses nothing.
 */
export const listObjects = async (call: Call, kind: Kind, options: ListOptions = {}): Promise<ResourceList> => {
  const selection = selectionOf(kind, options)
  await authorize(call, 'list', kind, { namespace: selection.namespace, name: nameIn(selection) })
  return selectObjects(call, kind, options)
}

/** `listObjects` without asking who may. */
export const selectObjects = async (call: Call, kind: Kind, options: ListOptions): Promise<ResourceList> => {
  const selection = selectionOf(kind, options)
  checkRevisions(options)
  const point = options.continue ? parseContinue(options.continue) : undefined
  const limit = options.limit && options.limit > 0 ? options.limit : undefined
  const found = await collect(call, kind, selection, limit, point?.after)
  checkFreshness(options, found.revision)
  const revision = point?.revision ?? found.revision
  const hasSelectors = selection.labels.length > 0 || selection.fields.length > 0
  return {
    items: await present(call, kind, found.items),
    resourceVersion: revision,
    ...(found.next ? { continue: formatContinue({ revision, after: found.next }) } : {}),
    ...(found.next && found.remaining !== undefined && !hasSelectors ? { remainingItemCount: found.remaining } : {}),
  }
}
