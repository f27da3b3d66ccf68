import type { Cause } from '../errors.ts'
import { forbiddenValue, immutable, invalidValue, requiredValue, tooLong } from './causes.ts'
import { dnsSubdomain, labelValueRule, type NameRule, qualifiedName } from './names.ts'
import type { ObjectMeta, OwnerReference } from './object.ts'

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion']
const ANNOTATIONS_MAXIMUM = 256 * 1024

/** Label rules: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const validateLabels = (labels: Record<string, string> | undefined, field: string): Cause[] =>
  Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...qualifiedName(key).map((problem) => invalidValue(field, key, problem)),
    ...(typeof value === 'string' ? labelValueRule(value) : ['must be a string']).map((problem) =>
      invalidValue(field, value, problem),
    ),
  ])

const validateAnnotations = (annotations: Record<string, string> | undefined, field: string): Cause[] => {
  const entries = Object.entries(annotations ?? {})
  const size = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  return [
    ...entries.flatMap(([key]) => qualifiedName(key.toLowerCase()).map((problem) => invalidValue(field, key, problem))),
    ...(size > ANNOTATIONS_MAXIMUM ? [tooLong(field, ANNOTATIONS_MAXIMUM)] : []),
  ]
}

const validateFinalizers = (finalizers: string[], field: string): Cause[] =>
  finalizers.flatMap((name, index) => [
    ...qualifiedName(name).map((problem) => invalidValue(`${field}[${index}]`, name, problem)),
    ...(name.includes('/') || STANDARD_FINALIZERS.includes(name)
      ? []
      : [invalidValue(`${field}[${index}]`, name, 'name is neither a standard finalizer name nor is it fully qualified')]),
  ])

const validateOwners = (owners: OwnerReference[], field: string): Cause[] => {
  const causes = owners.flatMap((owner, index) =>
    (['apiVersion', 'kind', 'name', 'uid'] as const)
      .filter((key) => !owner[key])
      .map((key) => invalidValue(`${field}[${index}].${key}`, owner[key] ?? '', 'must not be empty')),
  )
  const controllers = owners.filter((owner) => owner.controller)
  if (controllers.length > 1) {
    const [a, b] = controllers
    causes.push(
      invalidValue(
        field,
        owners,
        `Only one reference can have Controller set to true. Found "true" in references for ${a?.kind}/${a?.name} and ${b?.kind}/${b?.name}`,
      ),
    )
  }
  return causes
}

/** Rules for the metadata of every object; `nameRule` is the kind's. */
export const validateMetadata = (metadata: ObjectMeta, nameRule: NameRule = dnsSubdomain): Cause[] => [
  ...(metadata.name
    ? nameRule(metadata.name).map((problem) => invalidValue('metadata.name', metadata.name, problem))
    : [requiredValue('metadata.name', 'name or generateName is required')]),
  ...(metadata.labels ? validateLabels(metadata.labels, 'metadata.labels') : []),
  ...(metadata.annotations ? validateAnnotations(metadata.annotations, 'metadata.annotations') : []),
  ...(metadata.ownerReferences ? validateOwners(metadata.ownerReferences, 'metadata.ownerReferences') : []),
  ...(metadata.finalizers ? validateFinalizers(metadata.finalizers, 'metadata.finalizers') : []),
]

/** What may not change from one version of an object to the next. */
export const validateMetadataUpdate = (metadata: ObjectMeta, old: ObjectMeta): Cause[] => {
  const added = (metadata.finalizers ?? []).filter((name) => !(old.finalizers ?? []).includes(name))
  return [
    ...(['name', 'namespace', 'uid'] as const)
      .filter((key) => metadata[key] !== old[key])
      .map((key) => immutable(`metadata.${key}`, metadata[key] ?? '')),
    ...(old.deletionTimestamp && added.length > 0
      ? [
          forbiddenValue(
            'metadata.finalizers',
            `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((name) => `"${name}"`).join(', ')}}`,
          ),
        ]
      : []),
  ]
}
