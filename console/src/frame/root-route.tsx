// The root of all routes: those with the frame, and those before somebody is signed in.
import { createRootRoute, Outlet } from '@tanstack/react-router';

export const rootRoute = createRootRoute({ component: Outlet });
