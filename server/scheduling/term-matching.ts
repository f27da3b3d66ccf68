import { matchesRequirements } from '#domain/kube/labels.ts'
import type { CompiledTerm, PodFacts } from './pod-facts.ts'
import type { Snapshot } from './snapshot.ts'

/** True when the term selects the pod: by labels, and by its Namespace's name or labels. */
export const termSelects = (term: CompiledTerm, pod: PodFacts, snapshot: Snapshot): boolean =>
  term.labels !== undefined &&
  (term.namespaces.has(pod.namespace) || selectsNamespace(term, pod.namespace, snapshot)) &&
  matchesRequirements(pod.labels, term.labels)

// Every namespace carries its name as a label in Kubernetes; a selector may rely on it before the label is seen.
const selectsNamespace = ({ namespaceLabels }: CompiledTerm, namespace: string, snapshot: Snapshot): boolean =>
  namespaceLabels !== undefined &&
  matchesRequirements({ 'kubernetes.io/metadata.name': namespace, ...snapshot.namespace(namespace).labels }, namespaceLabels)
