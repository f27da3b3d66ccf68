import type { PodTemplateSpec } from './workloads.ts'

/** The label by which a Deployment tells the pods of its ReplicaSets apart. */
export const TEMPLATE_HASH_LABEL = 'pod-template-hash'

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

// The same template has the same text, whatever the order its keys were written in.
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join()}}`
}

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

/**
 * A short name for a pod template, made of letters that spell no words. `collisions` gives another one when two different templates
 * happened to share theirs. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template-hash-label
 */
export const podTemplateHash = (template: PodTemplateSpec, collisions = 0): string =>
  [...String(fnv1a(canonical(template) + (collisions > 0 ? `#${collisions}` : '')))]
    .map((digit) => ALPHABET[digit.charCodeAt(0) % ALPHABET.length])
    .join('')

/** The template without the hash label, as the Deployment has it. */
export const withoutHash = (template: PodTemplateSpec): PodTemplateSpec => {
  const { [TEMPLATE_HASH_LABEL]: _hash, ...labels } = template.metadata?.labels ?? {}
  return { ...template, metadata: { ...template.metadata, labels } }
}
