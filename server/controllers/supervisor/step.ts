import type { Clock } from '#domain/clock.ts'
import { isStatusError } from '#domain/errors.ts'
import type { SupervisorCondition } from '#domain/vsphere/conditions.ts'
import type { InventorySystem } from '#server/inventory/system.ts'
import type { SupervisorState } from '#server/inventory/system-supervisors.ts'
import type { ResourceClient } from '#server/resources/resources.ts'

/** What is asked of parts that live elsewhere: the answer is a problem in words, or undefined when all is well. */
export interface SupervisorProbes {
  /** Is somebody leading the Supervisor's controllers and scheduler? */
  scheduler(supervisorId: string): Promise<string | undefined>
  /** Can a token be issued and verified? */
  authentication(supervisorId: string): Promise<string | undefined>
}

export interface SupervisorControllerDeps {
  system: InventorySystem
  /** Acts on an API as the control plane. */
  client(api: string): ResourceClient
  clock: Clock
  probes: SupervisorProbes
  /** Removes every object and the log of an API. */
  dropApi(api: string): Promise<void>
}

/** What a step works with: the state is read anew for each. */
export interface StepContext extends SupervisorControllerDeps {
  state: SupervisorState
  kube: ResourceClient
}

/** How a step turned out. Without `problem` it is done; `needsPerson` says that trying again will not help by itself. */
export interface StepResult {
  messages?: string[]
  problem?: { reason: string; messages: string[]; severity: 'INFO' | 'WARNING' | 'ERROR'; needsPerson?: boolean }
  children?: Child[]
}

export type Child = Omit<SupervisorCondition, 'lastTransitionTime' | 'children'>

/** One step of a Supervisor coming up: checks, does what is missing, checks again; may be run any number of times. */
export interface Step {
  type: string
  label: string
  /** The steps after it wait until this one is done. */
  isFoundation: boolean
  run(context: StepContext): Promise<StepResult>
}

/** Not done yet, but on its way. */
export const pending = (reason: string, ...messages: string[]): StepResult => ({
  problem: { reason, messages, severity: 'INFO' },
})

/** Runs a step; what it throws becomes its problem, because one step must not keep the others from being told. */
export const runStep = async (step: Step, context: StepContext): Promise<StepResult> => {
  try {
    return await step.run(context)
  } catch (error) {
    // Somebody else was faster: the next look sees what they did.
    if (isStatusError(error) && error.reason === 'Conflict') return pending('Retrying', error.message)
    const message = error instanceof Error ? error.message : String(error)
    // Without a foundation nothing can go on; a service that fails leaves the others working.
    return { problem: { reason: 'Failed', messages: [message], severity: step.isFoundation ? 'ERROR' : 'WARNING' } }
  }
}

const status = (result: StepResult | undefined): SupervisorCondition['status'] =>
  result === undefined ? 'UNKNOWN' : result.problem ? 'FALSE' : 'TRUE'

/** The condition that a step's outcome is; its time moves only when its status does. `waitsFor` is the label of the step it could not run for. */
export const toCondition = (
  { type, label }: Pick<Step, 'type' | 'label'>,
  result: StepResult | undefined,
  before: SupervisorCondition | undefined,
  now: Date,
  waitsFor = '',
): SupervisorCondition => {
  const at = (old: SupervisorCondition | undefined, is: SupervisorCondition['status']) =>
    old?.status === is ? old.lastTransitionTime : now.toISOString()
  const is = status(result)
  return {
    type,
    label,
    status: is,
    severity: result?.problem?.severity ?? 'INFO',
    reason: result === undefined ? 'Waiting' : (result.problem?.reason ?? 'Done'),
    messages: result === undefined ? [`Waits for: ${waitsFor}`] : (result.problem?.messages ?? result.messages ?? []),
    retrying: result?.problem !== undefined && !result.problem.needsPerson,
    lastTransitionTime: at(before, is),
    ...(result?.children?.length
      ? {
          children: result.children.map((child) => {
            const old = before?.children?.find(({ type: each }) => each === child.type)
            return { ...child, lastTransitionTime: at(old, child.status) }
          }),
        }
      : {}),
  }
}
