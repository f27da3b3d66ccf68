/** "a, b c" as a list: people separate addresses by commas, spaces or lines. */
export const listOf = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean)

/** A list as one line to edit. */
export const lineOf = (list: readonly string[]): string => list.join(', ')
