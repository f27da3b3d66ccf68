import { classNames } from './class-names.ts'
import { type IconName, iconPaths } from './icon-paths.ts'

export type { IconName } from './icon-paths.ts'

/** The state an object's icon carries at its lower right; `off` and a missing state draw nothing, as in vSphere. */
export type ObjectState = 'running' | 'suspended' | 'maintenance' | 'disconnected' | 'off'

export interface IconProps {
  name: IconName
  /** Edge in CSS pixels: 16 in rows, 24 in headers. */
  size?: number
  status?: ObjectState
  /** The highest triggered alarm, a dot at the upper right. */
  alarm?: 'warning' | 'error'
  /** Words for screen readers; without them the icon is decoration beside a text and is hidden. */
  label?: string
  className?: string
}

// One element per picture: lists draw hundreds of them.
const drawn = Object.fromEntries(Object.entries(iconPaths).map(([name, paths]) => [name, paths.join('')])) as Record<
  IconName,
  string
>

/** Draws one picture in the current text colour, with vSphere's state overlay and alarm dot when they are given. */
export function Icon({ name, size = 16, status, alarm, label, className }: IconProps) {
  const described = label ? ({ role: 'img', 'aria-label': label } as const) : ({ 'aria-hidden': true } as const)
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has an aria-label, or is hidden from screen readers
    <svg
      {...described}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'menu-dots' ? 3 : size <= 16 ? 1.8 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={classNames('inline-block shrink-0 overflow-visible', status === 'disconnected' && 'text-fg-muted', className)}
    >
      <path d={drawn[name]} className={name === 'spinner' ? 'ui-spin' : undefined} />
      {status && <StateOverlay state={status} />}
      {alarm && (
        <circle
          cx="20"
          cy="4"
          r="4"
          stroke="none"
          fill={alarm === 'error' ? 'var(--danger)' : 'var(--warning)'}
          className="ui-keep-colour"
        />
      )}
    </svg>
  )
}

/** The small mark stands on a disc of the page's colour, so that it stays readable over the object's own lines. */
function StateOverlay({ state }: { state: ObjectState }) {
  if (state === 'off') return null
  return (
    <g className="ui-keep-colour" strokeWidth="2">
      <circle cx="18" cy="18" r="6.5" fill="var(--surface)" stroke="none" />
      {state === 'running' && <path d="M15 14l7 4-7 4z" fill="var(--success)" stroke="var(--success)" strokeWidth="1" />}
      {state === 'suspended' && <path d="M16 14.5v7M20.5 14.5v7" stroke="var(--warning-fg)" strokeWidth="2.5" />}
      {state === 'maintenance' && (
        <path
          d="M22 15.5a3 3 0 0 1-4 3.200L14.800 22M19.5 13.800l-1.600 1.700 1.800 1.800 1.700-1.600"
          stroke="var(--warning-fg)"
        />
      )}
      {state === 'disconnected' && <path d="M14.5 14.5l7 7M21.5 14.5l-7 7" stroke="var(--danger)" />}
    </g>
  )
}
