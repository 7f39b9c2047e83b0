// Which commands does the system's own menu have? Those that every window has; the lab's own are in the page (Ctrl K).

import type { MenuItemConstructorOptions } from 'electron';
import { Menu } from 'electron';

type Roles = readonly (NonNullable<MenuItemConstructorOptions['role']> | '-')[];

const MENUS: readonly { readonly label: string; readonly roles: Roles }[] = [
  { label: 'File', roles: ['close', 'quit'] },
  { label: 'Edit', roles: ['undo', 'redo', '-', 'cut', 'copy', 'paste', 'selectAll'] },
  { label: 'View', roles: ['resetZoom', 'zoomIn', 'zoomOut', '-', 'togglefullscreen'] },
  { label: 'Window', roles: ['minimize', 'zoom'] },
];

/** macOS expects a first menu with the application's name. `devTools` adds what a developer needs. */
export function setMenu(platform: NodeJS.Platform, devTools: boolean): void {
  const menus = MENUS.map(({ label, roles }) => ({
    label,
    submenu: items(label === 'View' && devTools ? [...roles, '-', 'reload', 'toggleDevTools'] : roles),
  }));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []), ...menus]),
  );
}

function items(roles: Roles): MenuItemConstructorOptions[] {
  return roles.map((role) => (role === '-' ? { type: 'separator' } : { role }));
}
