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
