'use client'
import { useEffect, useRef, useState } from 'react'
import { CONTROL } from '#components/ui/form/field.tsx'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'

export interface SearchBoxProps {
  label: string
  value: string
  onChange(value: string): void
  placeholder?: string
  /** Milliseconds of rest before a change is told; 0 tells each letter. */
  delay?: number
  className?: string
}

/** A box to filter with. Escape empties it. The attribute data-search lets a page focus its box with `/`. */
export function SearchBox({ label, value, onChange, placeholder, delay = 250, className }: SearchBoxProps) {
  const [draft, setDraft] = useState(value)
  const [told, setTold] = useState(value)
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  })
  if (told !== value) {
    // The value was changed from outside (Back, a cleared filter): the box follows.
    setTold(value)
    setDraft(value)
  }
  useEffect(() => {
    if (draft === value) return
    const timer = setTimeout(() => tell.current(draft), delay)
    return () => clearTimeout(timer)
  }, [draft, value, delay])
  return (
    <span className={classNames('relative inline-flex items-center', className)}>
      <Icon name="search" size={14} className="pointer-events-none absolute left-2 text-fg-2" />
      <input
        data-search=""
        type="search"
        aria-label={label}
        value={draft}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !draft) return
          event.stopPropagation()
          setDraft('')
        }}
        className={classNames(CONTROL, 'w-full pl-7 pr-7 [&::-webkit-search-cancel-button]:hidden')}
      />
      {draft && <IconButton icon="close" size={10} label="Clear" onClick={() => setDraft('')} className="absolute right-0.5" />}
    </span>
  )
}
