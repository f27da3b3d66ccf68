'use client'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { iconOf } from '#components/live/object-looks.ts'
import { useServerQuery } from '#components/live/use-server-query.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'

/** Finds objects of the whole inventory by name while one types; arrows choose, Enter opens. */
export function GlobalSearch() {
  const router = useRouter()
  const id = useId()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const asked = useDeferredValue(text.trim())
  const { data, error, loading } = useServerQuery('search', { text: asked }, { enabled: open && asked.length > 0, keep: true })
  const found = asked ? (data ?? []) : []
  const shown = open && asked.length > 0
  const go = (href: string | undefined) => {
    if (!href) return
    setOpen(false)
    setText('')
    router.push(href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return setOpen(false)
    if (event.key === 'Enter') return go(found[active]?.href)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || found.length === 0) return
    event.preventDefault()
    setActive((active + step + found.length) % found.length)
  }
  return (
    <div className="relative w-full max-w-[420px]">
      <Icon
        name="search"
        size={14}
        className="pointer-events-none absolute left-2.5 top-1/2 -translate-y-1/2 text-header-muted"
      />
      <input
        type="text"
        role="combobox"
        aria-label="Search in the whole inventory"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && found[active] ? `${id}-${active}` : undefined}
        placeholder="Search in the whole inventory"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
          setOpen(true)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className="h-8 w-full rounded border border-header-muted bg-header pl-8 pr-2 text-grid text-header-fg placeholder:text-header-muted focus-visible:outline-header-fg"
      />
      <div
        className={
          shown
            ? 'absolute inset-x-0 top-full z-50 mt-1 rounded border border-line bg-overlay py-1 text-grid text-fg shadow-pop'
            : 'hidden'
        }
      >
        <div id={`${id}-list`} role="listbox" aria-label="Results" className="max-h-[60vh] overflow-y-auto">
          {found.map((node, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the focus and the keys
            // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are pointed at, not focused
            <div
              key={`${node.kind}/${node.id}`}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => go(node.href)}
              className={classNames(
                'flex min-h-row cursor-pointer items-center gap-2 px-3',
                index === active ? 'bg-selected text-on-selected' : 'hover:bg-hover',
              )}
            >
              <Icon name={iconOf(node.kind)} />
              <span className="min-w-0 flex-1 truncate">{node.name}</span>
              <span className="text-caption">{node.kind}</span>
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <p role="status" className="px-3 py-1 text-fg-2">
            {error ? error.message : loading ? 'Searching' : `Nothing in the inventory is called like "${asked}".`}
          </p>
        )}
      </div>
    </div>
  )
}
