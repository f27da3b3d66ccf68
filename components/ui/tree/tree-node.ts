import type { ReactNode } from 'react'
import type { IconName, ObjectState } from '#components/ui/icon.tsx'

/** One object of a navigator tree. */
export interface TreeNode {
  /** Unique in the whole tree, also where one object stands in two places. */
  id: string
  label: string
  icon?: IconName
  status?: ObjectState
  /** Its own or rolled-up highest alarm. */
  alarm?: 'warning' | 'error'
  /** Behind the label, for example `(disconnected)`. */
  badge?: ReactNode
  /** The page of the object: selecting the node goes there. A node without one only groups. */
  href?: string
  /** Has children that are not loaded yet: opening it is when to fetch them. */
  hasChildren?: boolean
  children?: TreeNode[]
}

/** A node as it stands on screen. */
export interface FlatNode {
  node: TreeNode
  /** From 1, as aria-level wants it. */
  level: number
  position: number
  siblings: number
  /** Index of the parent in the flat list; -1 at the top. */
  parent: number
  expandable: boolean
  expanded: boolean
}
