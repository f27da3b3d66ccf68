/**
 * One step of a Supervisor or namespace coming up (or going away), as vSphere 8 shows it. `retrying` tells a step that will be tried
 * again by itself from one that needs a person.
 */
export interface SupervisorCondition {
  /** CamelCase, for example ControlPlaneVMsDeployed. */
  type: string
  /** What a person reads: `Deployed Control Plane VMs`. */
  label: string
  status: 'TRUE' | 'FALSE' | 'UNKNOWN'
  severity: 'INFO' | 'WARNING' | 'ERROR'
  reason: string
  messages: string[]
  retrying: boolean
  lastTransitionTime: string
  /** Sub-steps, for example one per host or per component. */
  children?: SupervisorCondition[]
}

/** A message of a configuration status, with what to do about it. */
export interface StatusMessage {
  severity: 'INFO' | 'WARNING' | 'ERROR'
  message: string
  /** The next step for a person, when there is one. */
  remedy?: string
}
