// One part of the window alone in a page: `?shot=<name>&theme=dark` (shots.ts).
import '../../../renderer/styles/fonts.css';
import '../../../renderer/styles/tokens.css';
import '../../../renderer/styles/base.css';
import { mount } from 'svelte';
import Gallery from './Gallery.svelte';

const wish = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = wish.get('theme') ?? 'light';
const target = document.getElementById('app');
if (target !== null) mount(Gallery, { target, props: { shot: wish.get('shot') ?? '' } });
