import type { Taint } from './kube/node.ts'

/** Why a pod can't be placed: a reason in Kubernetes' words, and the numbers behind it. */
export interface Refusal {
  plugin: string
  /** For example `Insufficient cpu`; the summary counts hosts by this text. */
  reason: string
  /** Amounts in millicores, bytes or counts; `requested` includes the pod VM's overhead. */
  detail?: { resource: string; requested: number; used: number; capacity: number }
  /** Every taint of the host that the pod does not tolerate. */
  taints?: readonly Taint[]
  /** False when no pod leaving the host could make room. */
  resolvable: boolean
}

/** What a host and the whole Supervisor would look like with the pod placed there. */
export interface AfterPlacement {
  /** The host's utilisation by reservation, 0 to 1 (above 1 only when the host has shrunk under its pods). */
  cpu: number
  memory: number
  /** Pods on the host, the new one included. */
  pods: number
  /** Standard deviation of utilisation over all hosts, cpu and memory added: 0 is perfect balance. */
  imbalance: number
}

/** One opinion on one candidate: `score` 0 to 100, counted `weight` times. */
export interface ScorePart {
  plugin: string
  score: number
  weight: number
}

export interface Candidate {
  host: string
  /** The sum of the weighted parts; the highest is chosen. */
  score: number
  parts: ScorePart[]
  after: AfterPlacement
}

export interface Placement {
  host: string
  /** The chosen host and the best alternatives, best first, at most five. */
  candidates: Candidate[]
  /** How many hosts were found possible, and how many were asked before that was enough. */
  feasible: number
  asked: number
}

export interface NoPlacement {
  host: null
  /** Kubernetes' sentence: `0/8 nodes are available: 3 Insufficient memory, 5 node(s) were unschedulable.` */
  summary: string
  /** Reasons that hold on every host, such as a namespace limit. */
  everywhere: Refusal[]
  /** Every host, by name, with all that speaks against it; empty when only `everywhere` does. */
  perHost: { host: string; refusals: Refusal[] }[]
  /** What would help, each on its own. */
  fixes: Fix[]
}

/** Something a person can do; each alone would let the pod be placed, by what the snapshot knows. */
export type Fix =
  /**
   * `largestFree` is the most the pod's containers may ask for, on `host`; `requested` what they ask for now. When the host is
   * short of more than one resource, `alsoNeeds` names the others, and all of them have to be reduced together.
   */
  | {
      kind: 'reduce-request'
      resource: string
      requested: number
      largestFree: number
      host: string
      alsoNeeds: string[]
    }
  | { kind: 'exit-maintenance'; hosts: string[] }
  | { kind: 'recover-host'; hosts: string[] }
  | { kind: 'add-toleration'; taint: Taint; hosts: string[] }
  /** A rule of the pod's own (affinity, spread, node name, host port) is all that keeps it off these hosts. */
  | { kind: 'change-rule'; plugin: string; reason: string; hosts: string[] }
  | {
      kind: 'raise-namespace-limit'
      namespace: string
      resource: string
      limit: number
      used: number
      requested: number
      /** The smallest limit that admits the pod. */
      needed: number
    }
  /** More room: a further host, or pods that leave. */
  | { kind: 'add-host' }

/** A reason with the number of hosts it was counted for, and the first of them by name. */
export interface CountedReason {
  reason: string
  count: number
  hosts: string[]
}

/**
 * The answer in the size of an annotation, whatever the size of the Supervisor: what a pod's page shows under "why". Host lists
 * are cut to a few names.
 */
export type PlacementNote =
  | { host: string; feasible: number; candidates: Candidate[] }
  | { host: null; summary: string; everywhere: string[]; reasons: CountedReason[]; fixes: Fix[] }

/** Where the scheduler leaves a pod's PlacementNote, as JSON. */
export const PLACEMENT_ANNOTATION = 'hemisphere.io/placement'
