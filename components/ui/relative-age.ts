/** How long ago, in the shortest words: `now`, `12 s`, `2 m 14 s`, `25 m`, `3 h 5 m`, `4 d 2 h`. Both times in epoch milliseconds; the future is `now`. */
export function relativeAge(from: number, now: number): string {
  const seconds = Math.floor((now - from) / 1000)
  if (seconds < 1) return 'now'
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10) return seconds % 60 ? `${minutes} m ${seconds % 60} s` : `${minutes} m`
  if (minutes < 60) return `${minutes} m`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} m` : `${hours} h`
  const days = Math.floor(hours / 24)
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`
}
