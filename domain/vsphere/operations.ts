/** A piece of work somebody started; fields follow vim.TaskInfo. */
export interface TaskView {
  id: string
  name: string
  targetKind: string
  targetId: string
  targetName: string
  initiator: string
  state: 'QUEUED' | 'RUNNING' | 'SUCCESS' | 'ERROR'
  /** 0 to 100. */
  progress: number
  /** The step it is at, in words. */
  description: string
  error?: string
  queuedAt: string
  startedAt?: string
  completedAt?: string
}

export type Severity = 'INFO' | 'WARNING' | 'ERROR'

export interface EventView {
  id: string
  at: string
  type: string
  severity: Severity
  message: string
  targetKind: string
  targetId: string
  targetName: string
  user: string
  taskId?: string
}

/** What became of something that was tried; `refused` for want of a right, `failed` for any other reason. */
export type AuditOutcome = 'ok' | 'refused' | 'failed'

/** One line of the audit log: who tried what, from where, and what came of it. */
export interface AuditEntryView {
  id: string
  at: string
  who: string
  from: string
  action: string
  target: string
  outcome: AuditOutcome
  message: string
}

/** A line with the object as it was and as it was asked to be; absent where there is none. */
export interface AuditEntryDetail extends AuditEntryView {
  before?: unknown
  after?: unknown
}

export interface AlarmView {
  id: string
  definitionId: string
  name: string
  targetKind: string
  targetId: string
  targetName: string
  severity: Severity
  message: string
  raisedAt: string
  acknowledgedAt?: string
  acknowledgedBy?: string
}
