// The window starts here.
import './nonce.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import { invariant } from '#shared/result.ts';
import App from './App.svelte';
import { hostClient } from './host/host-client.ts';
import { AppState } from './state/app.svelte.ts';

const target = document.getElementById('app');
invariant(target !== null, 'index.html has a place for the application');
mount(App, { target, props: { app: new AppState(hostClient()) } });
