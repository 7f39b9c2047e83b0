// How long does the machine run, in the words of uptime(1): `2 days,  1:05`, `14:03`, `7 min`.

export function uptimeText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const days = Math.floor(minutes / (24 * 60));
  const hours = Math.floor(minutes / 60) % 24;
  const before = days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `;
  if (hours === 0) return `${before}${minutes % 60} min`;
  return `${before}${String(hours).padStart(2)}:${String(minutes % 60).padStart(2, '0')}`;
}
