import { randomUUID } from 'node:crypto'
import { alreadyExists, badRequest, invalid, StatusError } from '#domain/errors.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import type { Pod } from '#domain/kube/pod.ts'
import { validateMetadata } from '#domain/kube/validate-metadata.ts'
import type { ObjectWrite } from '#server/store/object-store.ts'
import { admitIntoNamespace } from '../admission/namespace-lifecycle.ts'
import { restrictNode, restrictNodeChange } from '../admission/node-restriction.ts'
import { admitPod, givePodDefaults } from '../admission/pod-admission.ts'
import { quotaCharges } from '../admission/quota-charges.ts'
import { restrictGrants } from '../admission/rbac-escalation.ts'
import { requireServiceAccount } from '../admission/service-account.ts'
import { authorize } from '../authorize.ts'
import { decode } from '../decode.ts'
import type { Call } from '../door.ts'
import { type Kind, kindId } from '../kind.ts'
import { objectKey } from '../object-key.ts'
import { presentOne } from '../present.ts'
import { fencedRefusal, quotaRefusal } from '../refusals.ts'
import type { WriteOptions } from '../resources.ts'
import { timestamp } from '../timestamp.ts'
import { checkQuota } from './check-quota.ts'
import { createBothNamespaces } from './create-namespace.ts'

const SUFFIX = 'bcdfghjklmnpqrstvwxz2456789'
const NAME_ATTEMPTS = 8

/** A name nobody chose: at most 58 characters of the prefix and five that can't spell a word. */
const generatedName = (prefix: string, random: () => number): string =>
  prefix.slice(0, 58) + Array.from({ length: 5 }, () => SUFFIX[Math.floor(random() * SUFFIX.length)]).join('')

const stamp = (call: Call, kind: Kind, object: KubeObject): void => {
  const { metadata } = object
  if (metadata.resourceVersion) throw badRequest('resourceVersion should not be set on objects to be created')
  metadata.uid = randomUUID()
  metadata.creationTimestamp = timestamp(call.door.clock.now())
  if (kind.hasGeneration) metadata.generation = 1
  else delete metadata.generation
  delete metadata.deletionTimestamp
  delete metadata.deletionGracePeriodSeconds
  delete metadata.managedFields
  if (!kind.namespaced) delete metadata.namespace
  if (!metadata.name && metadata.generateName) metadata.name = generatedName(metadata.generateName, call.door.random)
}

/** Everything that happens to a new object before it is stored: defaults, admission that changes, rules, admission that refuses. */
const admit = async (call: Call, kind: Kind, object: KubeObject): Promise<void> => {
  const cache = call.door.cache(call.api)
  await cache.ready()
  if (kind.namespaced) await admitIntoNamespace(call, kind, object)
  kind.applyDefaults(object)
  const isPod = kindId(kind) === 'pods'
  if (isPod && object.spec) givePodDefaults(object as Pod, cache)
  const causes = [...validateMetadata(object.metadata, kind.nameRule), ...kind.validate(object)]
  if (causes.length > 0) throw invalid(kind.kind, kind.group, object.metadata.name, causes)
  kind.prepareCreate(object, call.door.clock.now())
  if (!isPod) return
  admitPod(kind, object as Pod, cache)
  await requireServiceAccount(call, kind, object as Pod)
}

const store = async (call: Call, kind: Kind, object: KubeObject, options: WriteOptions): Promise<KubeObject | 'exists'> => {
  const { name, namespace = '' } = object.metadata
  const quotas = call.door.cache(call.api).quotas(namespace)
  const key = objectKey(kind, call.api, object.metadata)
  const charges = quotaCharges(kind, object, undefined, quotas)
  if (options.dryRun) {
    if (await call.door.objects.get(key)) return 'exists'
    await checkQuota(call, kind, object, charges)
    return object
  }
  const write: ObjectWrite = { operation: 'create', key, object: kind.view ? kind.view.fromView(object) : object }
  if (charges.length > 0) write.charges = charges
  if (options.epoch !== undefined) write.epoch = options.epoch
  const outcome = await call.door.objects.write(write)
  if (outcome.ok) {
    await call.door.cache(call.api).arrived(key.resource, outcome.revision)
    call.door.recent.set(key, outcome.object)
    return outcome.object
  }
  if (outcome.reason === 'quota') throw quotaRefusal(kind, name, outcome.exceeded, quotas)
  if (outcome.reason === 'fenced') throw fencedRefusal(kind, name)
  return 'exists'
}

/** Creates the object: authorise, decode, default, admit, validate, store. The answer is what is stored. */
export const createObject = async (call: Call, kind: Kind, sent: KubeObject, options: WriteOptions = {}): Promise<KubeObject> => {
  await authorize(call, 'create', kind, { namespace: kind.namespaced ? sent.metadata?.namespace : undefined })
  const object = decode(kind, sent)
  const isGenerated = !object.metadata.name && object.metadata.generateName
  stamp(call, kind, object)
  if (kind.namespaced && !object.metadata.namespace) throw badRequest('an empty namespace may not be set during creation')
  restrictNode(call.user, kind, { verb: 'create', object })
  restrictNodeChange(call.user, kind, object)
  await admit(call, kind, object)
  await restrictGrants(call, kind, object)
  if (kindId(kind) === 'namespaces' && call.door.onNamespace && call.user.from !== 'control-plane') {
    return createBothNamespaces(call, call.door.onNamespace, object, () => store(call, kind, object, options), options)
  }
  for (let attempt = 1; ; attempt++) {
    const stored = await store(call, kind, object, options)
    if (stored !== 'exists') {
      call.trail.after = stored
      return options.dryRun ? stored : presentStored(call, kind, stored)
    }
    if (!isGenerated) throw alreadyExists(kind, object.metadata.name)
    if (attempt === NAME_ATTEMPTS) {
      throw new StatusError(
        'AlreadyExists',
        `${alreadyExists(kind, object.metadata.name).message}, the server was not able to generate a unique name for the object`,
      )
    }
    object.metadata.name = generatedName(object.metadata.generateName ?? '', call.door.random)
  }
}

const presentStored = (call: Call, kind: Kind, stored: KubeObject): Promise<KubeObject> => presentOne(call, kind, stored)
